SELECT
  "t19"."area",
  "t19"."level",
  "t19"."period",
  "t19"."period_kind",
  CAST("t19"."numerator" AS DOUBLE) AS "numerator",
  "t19"."at_risk" AS "denominator"
FROM (
  SELECT
    "t5"."area",
    "t5"."level",
    "t5"."period",
    "t5"."period_kind",
    COALESCE("t18"."n", 0) AS "numerator",
    "t10"."at_risk"
  FROM "wanted" AS "t5"
  LEFT OUTER JOIN (
    SELECT
      "t16"."area",
      "t16"."level",
      "t16"."period",
      SUM("t16"."n") AS "n"
    FROM (
      SELECT
        "t15"."area",
        "t15"."level",
        "t6"."period",
        "t15"."n"
      FROM (
        SELECT
          "t13"."area",
          "t13"."level",
          "t13"."month",
          SUM("t13"."n") AS "n"
        FROM (
          SELECT
            "t7"."area",
            "t7"."level",
            "t12"."month",
            "t12"."n"
          FROM (
            SELECT
              "t9"."area",
              "t9"."month",
              SUM("t9"."n") AS "n"
            FROM (
              SELECT
                *
              FROM "cube" AS "t4"
              WHERE
                "t4"."record" = 'environment' AND "t4"."code" IN ('noise')
            ) AS "t9"
            GROUP BY
              1,
              2
          ) AS "t12"
          INNER JOIN "member" AS "t7"
            ON "t12"."area" = "t7"."smallest"
        ) AS "t13"
        GROUP BY
          1,
          2,
          3
      ) AS "t15"
      INNER JOIN "month_of" AS "t6"
        ON "t15"."month" = "t6"."month"
    ) AS "t16"
    GROUP BY
      1,
      2,
      3
  ) AS "t18"
    ON "t5"."area" = "t18"."area"
    AND "t5"."level" = "t18"."level"
    AND "t5"."period" = "t18"."period"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "at_risk" AS "t1"
    WHERE
      "t1"."of" = 'residents'
  ) AS "t10"
    ON "t5"."area" = "t10"."area" AND "t5"."period" = "t10"."period"
) AS "t19"
