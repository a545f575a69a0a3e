SELECT
  `t16`.`area`,
  `t16`.`level`,
  `t16`.`period`,
  `t16`.`period_kind`,
  CAST(`t16`.`numerator` AS DOUBLE) AS `numerator`,
  CAST(NULL AS DOUBLE) AS `denominator`
FROM (
  SELECT
    `t4`.`area`,
    `t4`.`level`,
    `t4`.`period`,
    `t4`.`period_kind`,
    COALESCE(`t15`.`n`, 0) AS `numerator`
  FROM `wanted` AS `t4`
  LEFT OUTER JOIN (
    SELECT
      `t13`.`area`,
      `t13`.`level`,
      `t13`.`period`,
      SUM(`t13`.`n`) AS `n`
    FROM (
      SELECT
        `t12`.`area`,
        `t12`.`level`,
        `t5`.`period`,
        `t12`.`n`
      FROM (
        SELECT
          `t10`.`area`,
          `t10`.`level`,
          `t10`.`month`,
          SUM(`t10`.`n`) AS `n`
        FROM (
          SELECT
            `t6`.`area`,
            `t6`.`level`,
            `t9`.`month`,
            `t9`.`n`
          FROM (
            SELECT
              `t7`.`area`,
              `t7`.`month`,
              SUM(`t7`.`n`) AS `n`
            FROM (
              SELECT
                *
              FROM `cube` AS `t3`
              WHERE
                `t3`.`record` = 'offence' AND (
                  `t3`.`flags` & 2048
                ) > 0
            ) AS `t7`
            GROUP BY
              1,
              2
          ) AS `t9`
          INNER JOIN `member` AS `t6`
            ON `t9`.`area` = `t6`.`smallest`
        ) AS `t10`
        GROUP BY
          1,
          2,
          3
      ) AS `t12`
      INNER JOIN `month_of` AS `t5`
        ON `t12`.`month` = `t5`.`month`
    ) AS `t13`
    GROUP BY
      1,
      2,
      3
  ) AS `t15`
    ON `t4`.`area` = `t15`.`area`
    AND `t4`.`level` = `t15`.`level`
    AND `t4`.`period` = `t15`.`period`
) AS `t16`
