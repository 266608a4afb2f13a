-- What its sales say about each product: one row per row of products. Reads products and purchases, of anyone.
-- Money is divided in whole ten-thousandths, because engines differ in how they divide decimals.
WITH sums AS (
    SELECT
        product_id,
        sum(quantity) AS units,
        CAST(sum(total_amount) AS DECIMAL(28, 4)) AS revenue,
        CAST(CAST(sum(price * quantity) AS DECIMAL(28, 4)) * 10000 AS BIGINT) AS paid,
        max(purchase_date) AS last_sold_date
    FROM purchases
    GROUP BY product_id
),
divided AS (
    SELECT
        product_id,
        CAST(units AS BIGINT) AS units,
        revenue,
        last_sold_date,
        paid % CAST(units * 100 AS BIGINT) AS remainder,
        CAST((paid - paid % CAST(units * 100 AS BIGINT)) / CAST(units * 100 AS BIGINT) AS BIGINT) AS cents
    FROM sums
),
sales AS (
    SELECT
        product_id,
        units,
        revenue,
        last_sold_date,
        -- To the cent, where halves go to the even cent
        cents + CASE
            WHEN 2 * remainder > units * 100 OR (2 * remainder = units * 100 AND cents % 2 = 1) THEN 1
            ELSE 0
        END AS mean_cents
    FROM divided
)
SELECT
    p.product_id,
    p.articleType,
    p.baseColour,
    p.gender,
    p.image_url,
    p.masterCategory,
    p.price,
    p.productDisplayName,
    p.season,
    p.subCategory,
    p.usage,
    p.year,
    CAST(s.mean_cents AS DECIMAL(18, 0)) * 0.01 AS avg_price,
    CAST(coalesce(s.units, 0) AS INT) AS total_sales,
    coalesce(s.revenue, CAST(0 AS DECIMAL(28, 4))) AS revenue,
    s.last_sold_date
FROM products p
LEFT JOIN sales s ON s.product_id = p.product_id
