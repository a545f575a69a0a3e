SELECT
  "t12"."area",
  "t12"."level",
  "t12"."period",
  "t12"."period_kind",
  CAST("t12"."yes" AS DOUBLE) / 1000000 AS "numerator",
  CAST("t12"."whole" AS DOUBLE) / 1000000 AS "denominator",
  "t12"."base",
  CAST("t12"."squares" AS DOUBLE) / 1000000 AS "squares"
FROM (
  SELECT
    "t4"."area",
    "t4"."level",
    "t4"."period",
    "t4"."period_kind",
    COALESCE("t11"."yes", 0) AS "yes",
    COALESCE("t11"."whole", 0) AS "whole",
    COALESCE("t11"."squares", 0) AS "squares",
    COALESCE("t11"."base", 0) AS "base"
  FROM "wanted" AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t9"."area",
      "t9"."level",
      "t9"."period",
      SUM("t9"."yes") AS "yes",
      SUM("t9"."whole") AS "whole",
      SUM("t9"."squares") AS "squares",
      SUM("t9"."base") AS "base"
    FROM (
      SELECT
        "t8"."month",
        "t8"."yes",
        "t8"."whole",
        "t8"."squares",
        "t8"."base",
        "t5"."area",
        "t5"."level",
        "t6"."period"
      FROM (
        SELECT
          "t1"."area",
          "t1"."month",
          CASE
            WHEN (
              "t1"."record" = 'survey'
            ) AND "t1"."code" IN ('high')
            THEN CAST(FLOOR((
              "t1"."weight" * 1000000
            ) + 0.5) AS BIGINT)
            ELSE 0
          END AS "yes",
          CAST(FLOOR((
            "t1"."weight" * 1000000
          ) + 0.5) AS BIGINT) AS "whole",
          CAST(FLOOR((
            "t1"."weight" * "t1"."weight" * 1000000
          ) + 0.5) AS BIGINT) AS "squares",
          1 AS "base"
        FROM "answers" AS "t1"
        WHERE
          "t1"."record" = 'survey'
          AND "t1"."question" = 'ni17'
          AND "t1"."code" IN ('high', 'not-high')
      ) AS "t8"
      INNER JOIN "member" AS "t5"
        ON "t8"."area" = "t5"."smallest"
      INNER JOIN "month_of" AS "t6"
        ON "t8"."month" = "t6"."month"
    ) AS "t9"
    GROUP BY
      1,
      2,
      3
  ) AS "t11"
    ON "t4"."area" = "t11"."area"
    AND "t4"."level" = "t11"."level"
    AND "t4"."period" = "t11"."period"
) AS "t12"
