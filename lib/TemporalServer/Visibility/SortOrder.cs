using Microsoft.Data.Sqlite;
using TemporalServer.Visibility.Query;

namespace TemporalServer.Visibility;

/// <summary>
/// The order of a listing, down to the row so that a page can begin exactly after another's last row. Without
/// <c>ORDER BY</c> the latest start comes first.
/// </summary>
internal sealed class SortOrder
{
    private readonly List<Key> keys = [];

    /// <param name="orderBy">As the query asks.</param>
    /// <param name="catalog">The attributes there are.</param>
    public SortOrder(IReadOnlyList<SortKey> orderBy, AttributeCatalog catalog)
    {
        foreach (var (name, descending) in orderBy)
        {
            var attribute = catalog.Find(name);
            if (attribute.Type is AttributeType.Text or AttributeType.KeywordList)
            {
                throw InvalidQuery.Because($"{attribute.Name} is {attribute.Type}, which cannot be ordered by");
            }

            // A comparison with NULL is neither true nor false, so its absence is a key of its own
            var nothing = attribute.Type == AttributeType.Keyword ? "''" : "0";
            keys.Add(new Key(sql => new ConditionCompiler(catalog, sql.Add("(")).Scalar(attribute).Add(" IS NULL)"), descending));
            keys.Add(new Key(sql => new ConditionCompiler(catalog, sql.Add("coalesce(")).Scalar(attribute).Add($", {nothing})"), descending));
        }

        if (orderBy.Count == 0)
        {
            keys.Add(new Key(sql => sql.Add("start_time"), Descending: true));
        }

        keys.Add(new Key(sql => sql.Add("key"), Descending: true));
    }

    /// <summary>How many values name a row's place.</summary>
    public int KeyCount => keys.Count;

    /// <summary>Adds the keys to a select list, each preceded by a comma.</summary>
    public void AddColumns(SqlText sql)
    {
        foreach (var key in keys)
        {
            key.Write(sql.Add(", "));
        }
    }

    /// <summary>Adds <c>ORDER BY</c>.</summary>
    public void AddOrderBy(SqlText sql)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            keys[i].Write(sql.Add(i == 0 ? " ORDER BY " : ", ")).Add(keys[i].Descending ? " DESC" : "");
        }
    }

    /// <summary>Adds the condition that a row comes after the place.</summary>
    public void AddAfter(SqlText sql, IReadOnlyList<object> place)
    {
        // The first key alone bounds the search, which lets an index serve it
        Beyond(sql.Add(" AND "), 0, place, orAt: true).Add(" AND (");
        for (var last = 0; last < keys.Count; last++)
        {
            sql.Add(last == 0 ? "(" : " OR (");
            for (var i = 0; i < last; i++)
            {
                keys[i].Write(sql).Add(" = ").Value(place[i]).Add(" AND ");
            }

            Beyond(sql, last, place, orAt: false).Add(")");
        }

        sql.Add(")");
    }

    /// <summary>Reads a row's place, given the column of its first key.</summary>
    public List<object> Place(SqliteDataReader row, int firstColumn) =>
        [.. Enumerable.Range(firstColumn, keys.Count).Select(row.GetValue)];

    private SqlText Beyond(SqlText sql, int key, IReadOnlyList<object> place, bool orAt) =>
        keys[key].Write(sql).Add(keys[key].Descending ? " <" : " >").Add(orAt ? "= " : " ").Value(place[key]);

    private sealed record Key(Func<SqlText, SqlText> Write, bool Descending);
}
