SELECT
  "t13"."area",
  "t13"."level",
  "t13"."period",
  "t13"."period_kind",
  CAST("t13"."numerator" AS DOUBLE) AS "numerator",
  CAST(NULL AS DOUBLE) AS "denominator"
FROM (
  SELECT
    "t4"."area",
    "t4"."level",
    "t4"."period",
    "t4"."period_kind",
    COALESCE("t12"."n", 0) AS "numerator"
  FROM "wanted" AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t10"."area",
      "t10"."level",
      "t10"."period",
      COUNT("t10"."who") AS "n"
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          "t5"."area",
          "t5"."level",
          "t6"."period",
          "t8"."who"
        FROM (
          SELECT
            "t1"."area",
            "t1"."month",
            "t1"."who"
          FROM "people" AS "t1"
          WHERE
            "t1"."record" = 'service-client'
        ) AS "t8"
        INNER JOIN "member" AS "t5"
          ON "t8"."area" = "t5"."smallest"
        INNER JOIN "month_of" AS "t6"
          ON "t8"."month" = "t6"."month"
      ) AS "t9"
    ) AS "t10"
    GROUP BY
      1,
      2,
      3
  ) AS "t12"
    ON "t4"."area" = "t12"."area"
    AND "t4"."level" = "t12"."level"
    AND "t4"."period" = "t12"."period"
) AS "t13"
