using System.Globalization;
using DuckDB.NET.Data;

namespace Ingestion;

/// <summary>A shop of any size, the same for the same sizes: every value is a hash of its row's number.</summary>
internal static class DataSet
{
    /// <summary>Makes the files that are not there yet.</summary>
    /// <returns>Their folder.</returns>
    public static string Make(string root, BenchOptions options)
    {
        var format = options.Csv ? "csv" : "parquet";
        var folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"shop-{options.Users}-{options.Products}-{options.Campaigns}-{options.Purchases}-{format}"));
        Directory.CreateDirectory(folder);
        using var connection = new DuckDBConnection("Data Source=:memory:;preserve_insertion_order=false");
        connection.Open();
        foreach (var (name, query) in Queries(options))
        {
            var path = Path.Combine(folder, $"{name}.{format}");
            if (!File.Exists(path))
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"COPY ({query}) TO '{path}.new' ({(options.Csv ? "FORMAT csv, HEADER" : "FORMAT parquet")})";
                command.ExecuteNonQuery();
                File.Move($"{path}.new", path);
            }
        }

        return folder;
    }

    private static IEnumerable<(string Name, string Query)> Queries(BenchOptions options) =>
    [
        ("users", $"""
            SELECT 'U' || lpad(i::VARCHAR, 8, '0') AS user_id, 'Customer ' || i AS name, 'customer' || i || '@shop.example' AS email, '$2b$12$' || md5(i::VARCHAR) AS password_hash,
                TIMESTAMP '2019-01-01' + to_seconds((hash(i) % 190000000)::BIGINT) AS created_at,
                CASE hash(i * 3) % 4 WHEN 0 THEN 'Europe/Berlin' WHEN 1 THEN 'Asia/Kolkata' WHEN 2 THEN 'America/New_York' END AS time_zone,
                CASE WHEN hash(i * 5) % 2 = 0 THEN 'en-GB' END AS locale
            FROM range({options.Users}) t(i)
            """),
        ("user_preferences", $"""
            SELECT 'U' || lpad(i::VARCHAR, 8, '0') AS user_id, 'inbox;email' AS channels, '22:00' AS quiet_start, '07:30' AS quiet_end, 1 + (hash(i) % 5)::INTEGER AS max_per_day,
                '08:00;18:30' AS preferred_times, CASE WHEN hash(i * 7) % 10 = 0 THEN '2026-12-24;2026-12-25' END AS blackout_dates, '' AS muted_types
            FROM range(0, {options.Users}, 10) t(i)
            """),
        ("products", $"""
            SELECT 'P' || lpad(i::VARCHAR, 7, '0') AS product_id, 'Product number ' || i AS productDisplayName, ['Shirts', 'Shoes', 'Watches', 'Belts'][1 + (hash(i) % 4)::INTEGER] AS articleType,
                ['Blue', 'Red', 'Black'][1 + (hash(i * 3) % 3)::INTEGER] AS baseColour, ['Men', 'Women', 'Unisex'][1 + (hash(i * 5) % 3)::INTEGER] AS gender,
                ['Apparel', 'Footwear', 'Accessories'][1 + (hash(i * 7) % 3)::INTEGER] AS masterCategory, ['Topwear', 'Shoes', 'Watches'][1 + (hash(i * 11) % 3)::INTEGER] AS subCategory,
                ['Summer', 'Winter'][1 + (hash(i * 13) % 2)::INTEGER] AS season, 'Casual' AS usage, (2010 + hash(i * 17) % 15)::INTEGER AS year, ((100 + hash(i * 19) % 100000) / 100.0)::DECIMAL(10,2) AS price
            FROM range({options.Products}) t(i)
            """),
        ("campaigns", $"""
            SELECT 'C' || lpad(i::VARCHAR, 6, '0') AS campaign_id, 'Campaign ' || i AS name, 'Something for everybody, number ' || i AS description, 'promotional' AS notification_type,
                (1 + hash(i) % 5)::INTEGER AS priority, ((1 + hash(i * 3) % 500) / 100.0)::DECIMAL(10,2) AS ad_revenue, DATE '2026-11-01' AS start_date, DATE '2027-01-31' AS end_date,
                'Look at this' AS template_short, 'Look at this, it is campaign ' || i AS template_long
            FROM range({options.Campaigns}) t(i)
            """),
        ("purchases", $"""
            SELECT 'U' || lpad((hash(i) % {options.Users})::VARCHAR, 8, '0') AS user_id, 'O' || lpad(i::VARCHAR, 9, '0') AS purchase_id,
                'P' || lpad((hash(i * 7 + 1) % {options.Products})::VARCHAR, 7, '0') AS product_id, TIMESTAMP '2023-01-01' + to_seconds((hash(i * 3 + 5) % 110000000)::BIGINT) AS purchase_date,
                ((100 + hash(i * 11) % 100000) / 100.0)::DECIMAL(10,2) AS price, (1 + hash(i * 13) % 5)::INTEGER AS quantity
            FROM range({options.Purchases}) t(i)
            """),
    ];
}
