SELECT
  `t19`.`area`,
  `t19`.`level`,
  `t19`.`period`,
  `t19`.`period_kind`,
  CAST(`t19`.`numerator` AS DOUBLE) AS `numerator`,
  `t19`.`at_risk` AS `denominator`
FROM (
  SELECT
    `t5`.`area`,
    `t5`.`level`,
    `t5`.`period`,
    `t5`.`period_kind`,
    COALESCE(`t18`.`n`, 0) AS `numerator`,
    `t9`.`at_risk`
  FROM `wanted` AS `t5`
  LEFT OUTER JOIN (
    SELECT
      `t16`.`area`,
      `t16`.`level`,
      `t16`.`period`,
      SUM(`t16`.`n`) AS `n`
    FROM (
      SELECT
        `t15`.`area`,
        `t15`.`level`,
        `t6`.`period`,
        `t15`.`n`
      FROM (
        SELECT
          `t13`.`area`,
          `t13`.`level`,
          `t13`.`month`,
          SUM(`t13`.`n`) AS `n`
        FROM (
          SELECT
            `t7`.`area`,
            `t7`.`level`,
            `t12`.`month`,
            `t12`.`n`
          FROM (
            SELECT
              `t10`.`area`,
              `t10`.`month`,
              SUM(`t10`.`n`) AS `n`
            FROM (
              SELECT
                *
              FROM `cube` AS `t4`
              WHERE
                `t4`.`record` = 'offence'
                AND (
                  `t4`.`code` IN ('37.2', '37B', '48')
                  OR `t4`.`code` IN ('45')
                  OR `t4`.`code` IN ('126')
                  OR (
                    `t4`.`code` IN ('28', '28A', '28B', '28C', '28D', '29')
                    AND (
                      `t4`.`month` <= 24206
                    )
                  )
                  OR (
                    `t4`.`code` IN ('28E', '28F', '28G', '28H', '29A')
                    AND (
                      `t4`.`month` >= 24207
                    )
                  )
                  OR (
                    `t4`.`code` IN ('28I', '28J', '28K', '28L', '28M', '28N', '28O', '28P', '29B', '29C')
                    AND (
                      `t4`.`month` >= 24279
                    )
                  )
                  OR `t4`.`code` IN ('44')
                  OR `t4`.`code` IN ('39')
                  OR `t4`.`code` IN ('58A', '58B', '58C', '58D')
                  OR (
                    `t4`.`code` IN ('58E', '58F', '58G', '58H') AND (
                      `t4`.`month` <= 24182
                    )
                  )
                  OR (
                    `t4`.`code` IN ('58J') AND (
                      `t4`.`month` >= 24099
                    )
                  )
                  OR `t4`.`code` IN ('104', '105A', '105B')
                  OR (
                    `t4`.`code` IN ('5', '8A', '8D') AND (
                      `t4`.`month` <= 24146
                    )
                  )
                  OR (
                    `t4`.`code` IN ('8F', '8G', '8H', '8J', '8K')
                    AND (
                      `t4`.`month` >= 24099
                    )
                    AND (
                      `t4`.`month` <= 24146
                    )
                  )
                  OR (
                    `t4`.`code` IN ('5D', '5E', '8N', '8P') AND (
                      `t4`.`month` >= 24147
                    )
                  )
                  OR (
                    `t4`.`code` IN ('8S') AND (
                      `t4`.`month` >= 24207
                    )
                  )
                  OR `t4`.`code` IN ('34B')
                )
            ) AS `t10`
            GROUP BY
              1,
              2
          ) AS `t12`
          INNER JOIN `member` AS `t7`
            ON `t12`.`area` = `t7`.`smallest`
        ) AS `t13`
        GROUP BY
          1,
          2,
          3
      ) AS `t15`
      INNER JOIN `month_of` AS `t6`
        ON `t15`.`month` = `t6`.`month`
    ) AS `t16`
    GROUP BY
      1,
      2,
      3
  ) AS `t18`
    ON `t5`.`area` = `t18`.`area`
    AND `t5`.`level` = `t18`.`level`
    AND `t5`.`period` = `t18`.`period`
  LEFT OUTER JOIN (
    SELECT
      *
    FROM `at_risk` AS `t1`
    WHERE
      `t1`.`of` = 'residents'
  ) AS `t9`
    ON `t5`.`area` = `t9`.`area` AND `t5`.`period` = `t9`.`period`
) AS `t19`
