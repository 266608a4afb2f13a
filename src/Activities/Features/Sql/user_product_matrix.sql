-- What each user bought of each product: one row per pair that has purchases. Reads users and purchases.
-- Purchases of people whom users does not have are no one's.
SELECT
    p.user_id,
    p.product_id,
    max(p.purchase_date) AS last_purchase_date,
    TRUE AS purchased_before,
    CAST(count(*) AS INT) AS times_purchased
FROM purchases p
INNER JOIN users u ON u.user_id = p.user_id
GROUP BY p.user_id, p.product_id
