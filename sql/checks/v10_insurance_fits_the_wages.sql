-- check:    V10_WAGE
-- severity: warning
-- about:    social_insurance_paid
-- vi:       {org}, {period}: nộp BHXH {value} {unit} (ô {cell}) cho {workers} lao động tương ứng tiền lương đóng {wage} {wage_unit},
--           ngoài khoảng từ {lowest} (lương tối thiểu vùng IV) đến {highest} (20 lần mức lương cơ sở). Hãy kiểm tra số tiền, số lao động
--           và đơn vị tính.
-- en:       {org}, {period}: {value} {unit} of social insurance paid (cell {cell}) for {workers} workers means a contribution wage of
--           {wage} {wage_unit}, outside {lowest} (minimum wage, region IV) to {highest} (20 times the base salary). Check the amount,
--           the workers and the unit.
--
-- Thresholds: all three funds, both sides, take 32 % of the wage; the lowest
-- wage is the monthly minimum of region IV, the highest 20 base salaries, each
-- from the month it came into force. Extend the list when they change.
WITH limits(from_month, lowest, base) AS (
    VALUES (2016 * 12 + 0, 2400000, 1150000), (2016 * 12 + 4, 2400000, 1210000),
           (2017 * 12 + 0, 2580000, 1210000), (2017 * 12 + 6, 2580000, 1300000),
           (2018 * 12 + 0, 2760000, 1300000), (2018 * 12 + 6, 2760000, 1390000),
           (2019 * 12 + 0, 2920000, 1390000), (2019 * 12 + 6, 2920000, 1490000),
           (2020 * 12 + 0, 3070000, 1490000), (2022 * 12 + 6, 3250000, 1490000),
           (2023 * 12 + 6, 3250000, 1800000), (2024 * 12 + 6, 3450000, 2340000),
           (2026 * 12 + 0, 3700000, 2340000)
),
insured AS (
    SELECT b.*, w.num AS workers, b.num / nullif(w.num * (b.last_month - b.first_month + 1) * 0.32, 0) AS wage
    FROM staged AS b
    JOIN staged AS w ON w.submission = b.submission AND w.org = b.org AND w.scenario = b.scenario AND w.last_month = b.last_month
    WHERE b.indicator = 'social_insurance_paid' AND b.scenario = 'actual' AND b.num > 0
      AND w.indicator IN ('insured_workers', 'workers') AND w.num > 0
    QUALIFY row_number() OVER (PARTITION BY b.submission, b.org, b.first_month, b.last_month ORDER BY w.indicator, w.first_month DESC) = 1
)
SELECT i.submission, i.sheet, i.cell, i.org, i.indicator, i.period, i.num AS value, i.workers, 'workers' AS workers_indicator,
       round(i.wage, -4)::DECIMAL(38, 4) AS wage, 'average_income' AS wage_indicator,
       a.lowest::DECIMAL(38, 4) AS lowest, 'average_income' AS lowest_indicator,
       (20 * z.base)::DECIMAL(38, 4) AS highest, 'average_income' AS highest_indicator
FROM insured AS i
ASOF JOIN limits AS a ON i.first_month >= a.from_month
ASOF JOIN limits AS z ON i.last_month >= z.from_month
WHERE i.wage NOT BETWEEN a.lowest AND 20 * z.base
