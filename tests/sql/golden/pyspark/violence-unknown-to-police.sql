SELECT
  `t28`.`area`,
  `t28`.`level`,
  `t28`.`period`,
  `t28`.`period_kind`,
  CAST(`t28`.`numerator` AS DOUBLE) AS `numerator`,
  CAST(`t28`.`whole` AS DOUBLE) AS `denominator`
FROM (
  SELECT
    `t4`.`area`,
    `t4`.`level`,
    `t4`.`period`,
    `t4`.`period_kind`,
    COALESCE(`t24`.`n`, 0) AS `numerator`,
    `t27`.`whole`
  FROM `wanted` AS `t4`
  LEFT OUTER JOIN (
    SELECT
      `t20`.`area`,
      `t20`.`level`,
      `t20`.`period`,
      SUM(`t20`.`n`) AS `n`
    FROM (
      SELECT
        `t18`.`area`,
        `t18`.`level`,
        `t5`.`period`,
        `t18`.`n`
      FROM (
        SELECT
          `t14`.`area`,
          `t14`.`level`,
          `t14`.`month`,
          SUM(`t14`.`n`) AS `n`
        FROM (
          SELECT
            `t6`.`area`,
            `t6`.`level`,
            `t12`.`month`,
            `t12`.`n`
          FROM (
            SELECT
              `t8`.`area`,
              `t8`.`month`,
              SUM(`t8`.`n`) AS `n`
            FROM (
              SELECT
                *
              FROM `cube` AS `t3`
              WHERE
                `t3`.`record` = 'assault-attendance'
                AND `t3`.`code` IN ('answered')
                AND (
                  `t3`.`flags` & 1048576
                ) > 0
            ) AS `t8`
            GROUP BY
              1,
              2
          ) AS `t12`
          INNER JOIN `member` AS `t6`
            ON `t12`.`area` = `t6`.`smallest`
        ) AS `t14`
        GROUP BY
          1,
          2,
          3
      ) AS `t18`
      INNER JOIN `month_of` AS `t5`
        ON `t18`.`month` = `t5`.`month`
    ) AS `t20`
    GROUP BY
      1,
      2,
      3
  ) AS `t24`
    ON `t4`.`area` = `t24`.`area`
    AND `t4`.`level` = `t24`.`level`
    AND `t4`.`period` = `t24`.`period`
  INNER JOIN (
    SELECT
      `t25`.`area`,
      `t25`.`level`,
      `t25`.`period`,
      `t25`.`period_kind`,
      `t25`.`numerator` AS `whole`
    FROM (
      SELECT
        `t4`.`area`,
        `t4`.`level`,
        `t4`.`period`,
        `t4`.`period_kind`,
        COALESCE(`t22`.`n`, 0) AS `numerator`
      FROM `wanted` AS `t4`
      LEFT OUTER JOIN (
        SELECT
          `t19`.`area`,
          `t19`.`level`,
          `t19`.`period`,
          SUM(`t19`.`n`) AS `n`
        FROM (
          SELECT
            `t16`.`area`,
            `t16`.`level`,
            `t5`.`period`,
            `t16`.`n`
          FROM (
            SELECT
              `t13`.`area`,
              `t13`.`level`,
              `t13`.`month`,
              SUM(`t13`.`n`) AS `n`
            FROM (
              SELECT
                `t6`.`area`,
                `t6`.`level`,
                `t10`.`month`,
                `t10`.`n`
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
                    `t3`.`record` = 'assault-attendance' AND `t3`.`code` IN ('answered')
                ) AS `t7`
                GROUP BY
                  1,
                  2
              ) AS `t10`
              INNER JOIN `member` AS `t6`
                ON `t10`.`area` = `t6`.`smallest`
            ) AS `t13`
            GROUP BY
              1,
              2,
              3
          ) AS `t16`
          INNER JOIN `month_of` AS `t5`
            ON `t16`.`month` = `t5`.`month`
        ) AS `t19`
        GROUP BY
          1,
          2,
          3
      ) AS `t22`
        ON `t4`.`area` = `t22`.`area`
        AND `t4`.`level` = `t22`.`level`
        AND `t4`.`period` = `t22`.`period`
    ) AS `t25`
  ) AS `t27`
    ON `t4`.`area` = `t27`.`area`
    AND `t4`.`level` = `t27`.`level`
    AND `t4`.`period` = `t27`.`period`
) AS `t28`
