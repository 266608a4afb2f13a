using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Inputs;
using Notify.Domain.Ingestion;
using Notify.Storage.Erasing;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>The sound rows less those of erased people, and of each key the last.</summary>
/// <param name="Query">The rows, as SQL: <c>ordinal</c> and the table's columns.</param>
/// <param name="Duplicates">Rows that a later one with their key replaces.</param>
internal sealed record KeptRows(string Query, long Duplicates)
{
    /// <summary>Finds them.</summary>
    public static async Task<KeptRows> OfAsync(
        IngestDatabase database, LoadTable table, StagedRows staged, IReadOnlyList<PreparedPart> parts, ErasedUsers erased, RejectsFile rejects, Action pulse, CancellationToken cancellationToken)
    {
        var query = staged.Accepted;
        if (!erased.IsEmpty && table.Person is { } person)
        {
            query = await WithoutErasedAsync(database, query, person, parts, erased, rejects, pulse, cancellationToken);
        }

        return staged.MayRepeatKeys ? await LastOfEachKeyAsync(database, table, query, pulse, cancellationToken) : new KeptRows(query, 0);
    }

    private static async Task<string> WithoutErasedAsync(
        IngestDatabase database, string query, string person, IReadOnlyList<PreparedPart> parts, ErasedUsers erased, RejectsFile rejects, Action pulse, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync($"CREATE OR REPLACE TABLE people AS SELECT DISTINCT \"{person}\" AS person FROM ({query})", pulse, cancellationToken);
        var found = new List<string>();
        using (var people = database.Read("SELECT person FROM people"))
        {
            while (people.Read())
            {
                if (people.GetString(0) is var id && erased.Contains(id))
                {
                    found.Add(id);
                }
            }
        }

        database.Execute("DROP TABLE people");
        if (found.Count == 0)
        {
            return query;
        }

        database.Execute("CREATE OR REPLACE TABLE erased (person VARCHAR)");
        using (var appender = database.Appender("erased"))
        {
            found.ForEach(id => appender.CreateRow().AppendValue(id).EndRow());
        }

        await database.ExecuteAsync($"CREATE OR REPLACE TABLE erased_rows AS SELECT ordinal FROM ({query}) WHERE \"{person}\" IN (SELECT person FROM erased) ORDER BY ordinal", pulse, cancellationToken);
        SetAside(database, person, parts, rejects);
        return $"SELECT * FROM ({query}) WHERE ordinal NOT IN (SELECT ordinal FROM erased_rows)";
    }

    private static void SetAside(IngestDatabase database, string person, IReadOnlyList<PreparedPart> parts, RejectsFile rejects)
    {
        RowLines? lines = null;
        try
        {
            var current = -1;
            using var ordinals = database.Read("SELECT ordinal FROM erased_rows ORDER BY ordinal");
            while (ordinals.Read())
            {
                var (part, row) = PartSource.PlaceOf(ordinals.GetInt64(0));
                if (part != current)
                {
                    lines?.Dispose();
                    (lines, current) = (new RowLines(parts[part]), part);
                }

                // The value is what must not be kept
                var reason = $"{person} is of a person who was erased; leave them out of the files, or have them sign up anew.";
                rejects.Add(parts[part].Part.Name, [new Reject(lines!.LineOf(row), person, "", reason)]);
            }
        }
        finally
        {
            lines?.Dispose();
        }
    }

    private static async Task<KeptRows> LastOfEachKeyAsync(IngestDatabase database, LoadTable table, string query, Action pulse, CancellationToken cancellationToken)
    {
        // By hash first: most loads repeat few keys or none, and only those that may are compared as they are
        var keys = table.KeyList;
        await database.ExecuteAsync($"CREATE OR REPLACE TABLE repeated AS SELECT hash({keys}) AS key FROM ({query}) GROUP BY 1 HAVING count(*) > 1", pulse, cancellationToken);
        await database.ExecuteAsync(
            $"""
            CREATE OR REPLACE TABLE superseded AS SELECT ordinal
            FROM (SELECT ordinal, row_number() OVER (PARTITION BY {keys} ORDER BY ordinal DESC) AS place FROM ({query}) WHERE hash({keys}) IN (SELECT key FROM repeated))
            WHERE place > 1
            """,
            pulse,
            cancellationToken);
        var count = await database.NumbersAsync("SELECT count(*) FROM superseded", pulse, cancellationToken);
        return count[0] == 0
            ? new KeptRows(query, 0)
            : new KeptRows($"SELECT * FROM ({query}) WHERE ordinal NOT IN (SELECT ordinal FROM superseded)", count[0]);
    }
}
