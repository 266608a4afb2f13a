-- What purchases and clicks say about each user: one row per row of users.
-- Reads users, products, purchases, clickstream, run (one row: as_of, default_time_zone) and zone_offsets (time_zone,
-- from_micros, until_micros, offset_micros: what a zone's clocks are ahead of UTC from a moment until before another, in
-- microseconds since 1970, and a name without a row is no zone). Timestamps are UTC, money has four decimal places.
-- Money is divided in whole ten-thousandths, because engines differ in how they divide decimals.
WITH zones AS (
    -- A user's unknown zone is never replaced by the shop's default: it says that they are somewhere else
    SELECT u.user_id, coalesce(nullif(trim(u.time_zone), ''), nullif(trim(r.default_time_zone), '')) AS time_zone
    FROM users u
    CROSS JOIN run r
),
moments AS (
    -- A purchase at exactly midnight UTC came as a date without a time, so it says nothing about an hour
    SELECT p.user_id, unix_micros(p.purchase_date) AS micros
    FROM purchases p
    WHERE unix_micros(p.purchase_date) % 86400000000 <> 0
    UNION ALL
    SELECT c.user_id, unix_micros(c.timestamp) AS micros
    FROM clickstream c
    WHERE c.event NOT IN ('dismiss', 'opt_out')
),
wall_clocks AS (
    -- Microseconds since local midnight, also of moments before 1970
    SELECT m.user_id, ((m.micros + o.offset_micros) % 86400000000 + 86400000000) % 86400000000 AS micros
    FROM moments m
    INNER JOIN zones z ON z.user_id = m.user_id
    INNER JOIN zone_offsets o
        ON o.time_zone = z.time_zone AND m.micros >= o.from_micros AND m.micros < o.until_micros
),
hours AS (
    SELECT user_id, (micros - micros % 3600000000) / 3600000000 AS hour
    FROM wall_clocks
),
hour_counts AS (
    SELECT
        user_id,
        count(*) AS moments,
        count_if(hour = 0) AS h00,
        count_if(hour = 1) AS h01,
        count_if(hour = 2) AS h02,
        count_if(hour = 3) AS h03,
        count_if(hour = 4) AS h04,
        count_if(hour = 5) AS h05,
        count_if(hour = 6) AS h06,
        count_if(hour = 7) AS h07,
        count_if(hour = 8) AS h08,
        count_if(hour = 9) AS h09,
        count_if(hour = 10) AS h10,
        count_if(hour = 11) AS h11,
        count_if(hour = 12) AS h12,
        count_if(hour = 13) AS h13,
        count_if(hour = 14) AS h14,
        count_if(hour = 15) AS h15,
        count_if(hour = 16) AS h16,
        count_if(hour = 17) AS h17,
        count_if(hour = 18) AS h18,
        count_if(hour = 19) AS h19,
        count_if(hour = 20) AS h20,
        count_if(hour = 21) AS h21,
        count_if(hour = 22) AS h22,
        count_if(hour = 23) AS h23
    FROM hours
    GROUP BY user_id
),
activity AS (
    SELECT
        user_id,
        concat(
            array_repeat(CAST(h00 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h01 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h02 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h03 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h04 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h05 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h06 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h07 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h08 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h09 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h10 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h11 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h12 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h13 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h14 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h15 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h16 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h17 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h18 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h19 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h20 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h21 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h22 AS DOUBLE) / moments, 1),
            array_repeat(CAST(h23 AS DOUBLE) / moments, 1)
        ) AS hourly_activity
    FROM hour_counts
),
sums AS (
    SELECT
        user_id,
        count(*) AS orders,
        CAST(sum(total_amount) AS DECIMAL(28, 4)) AS spent,
        max(purchase_date) AS last_purchase_date
    FROM purchases
    GROUP BY user_id
),
divided AS (
    SELECT
        user_id,
        orders,
        spent,
        last_purchase_date,
        CAST(spent * 10000 AS BIGINT) % (orders * 100) AS remainder,
        CAST((CAST(spent * 10000 AS BIGINT) - CAST(spent * 10000 AS BIGINT) % (orders * 100)) / (orders * 100) AS BIGINT) AS cents
    FROM sums
),
totals AS (
    SELECT
        user_id,
        orders,
        spent,
        last_purchase_date,
        -- To the cent, where halves go to the even cent
        cents + CASE
            WHEN 2 * remainder > orders * 100 OR (2 * remainder = orders * 100 AND cents % 2 = 1) THEN 1
            ELSE 0
        END AS mean_cents
    FROM divided
),
type_counts AS (
    SELECT p.user_id, d.articleType AS name, count(*) AS purchases
    FROM purchases p
    INNER JOIN products d ON d.product_id = p.product_id
    WHERE d.articleType <> ''
    GROUP BY p.user_id, d.articleType
),
type_places AS (
    SELECT user_id, name, row_number() OVER (PARTITION BY user_id ORDER BY purchases DESC, name) AS place
    FROM type_counts
),
top_types AS (
    SELECT
        user_id,
        split(concat_ws(chr(31),
            max(CASE WHEN place = 1 THEN name END),
            max(CASE WHEN place = 2 THEN name END),
            max(CASE WHEN place = 3 THEN name END),
            max(CASE WHEN place = 4 THEN name END),
            max(CASE WHEN place = 5 THEN name END)
        ), chr(31)) AS names
    FROM type_places
    WHERE place <= 5
    GROUP BY user_id
),
category_counts AS (
    SELECT p.user_id, d.masterCategory AS name, count(*) AS purchases
    FROM purchases p
    INNER JOIN products d ON d.product_id = p.product_id
    WHERE d.masterCategory <> ''
    GROUP BY p.user_id, d.masterCategory
),
category_places AS (
    SELECT user_id, name, row_number() OVER (PARTITION BY user_id ORDER BY purchases DESC, name) AS place
    FROM category_counts
),
top_categories AS (
    SELECT
        user_id,
        split(concat_ws(chr(31),
            max(CASE WHEN place = 1 THEN name END),
            max(CASE WHEN place = 2 THEN name END),
            max(CASE WHEN place = 3 THEN name END)
        ), chr(31)) AS names
    FROM category_places
    WHERE place <= 3
    GROUP BY user_id
)
SELECT
    u.user_id,
    CAST(coalesce(t.mean_cents, 0) AS DECIMAL(18, 0)) * 0.01 AS avg_order_value,
    CAST(coalesce(t.orders, 0) AS INT) AS total_orders,
    coalesce(t.spent, CAST(0 AS DECIMAL(28, 4))) AS total_spent,
    coalesce(a.names, array_repeat('', 0)) AS top_article_types,
    coalesce(c.names, array_repeat('', 0)) AS top_master_categories,
    CAST(greatest(0, (
        unix_micros(r.as_of) - unix_micros(u.created_at)
        - (unix_micros(r.as_of) - unix_micros(u.created_at)) % 86400000000
    ) / 86400000000) AS INT) AS days_since_signup,
    t.last_purchase_date,
    coalesce(h.hourly_activity, array_repeat(CAST(0 AS DOUBLE), 24)) AS hourly_activity
FROM users u
CROSS JOIN run r
LEFT JOIN totals t ON t.user_id = u.user_id
LEFT JOIN top_types a ON a.user_id = u.user_id
LEFT JOIN top_categories c ON c.user_id = u.user_id
LEFT JOIN activity h ON h.user_id = u.user_id
