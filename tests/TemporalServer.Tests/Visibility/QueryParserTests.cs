using TemporalServer.Visibility.Query;
using Temporalio.Transport;

namespace TemporalServer.Tests.Visibility;

public sealed class QueryParserTests
{
    [Fact]
    public void Parse_EmptyQuery_SelectsEverything()
    {
        var query = QueryParser.Parse("  ");
        Assert.Null(query.Filter);
        Assert.Empty(query.OrderBy);
        Assert.Null(query.GroupBy);
    }

    [Fact]
    public void Parse_NotAndOr_BindInThatOrder()
    {
        var or = Assert.IsType<Condition.Or>(QueryParser.Parse("NOT A = 1 AND B = 2 or C = 3").Filter);
        var and = Assert.IsType<Condition.And>(or.Terms[0]);
        Assert.IsType<Condition.Not>(and.Terms[0]);
        Assert.Equal(new Condition.Compare("C", Comparison.Equal, new Literal.Integer(3)), or.Terms[1]);
    }

    [Fact]
    public void Parse_Parentheses_BindFirst()
    {
        var and = Assert.IsType<Condition.And>(QueryParser.Parse("A = 1 AND (B = 2 OR C = 3)").Filter);
        Assert.IsType<Condition.Or>(and.Terms[1]);
    }

    [Theory]
    [InlineData("A = 'it''s'", "it's")]
    [InlineData("A = \"say \\\"hi\\\"\"", "say \"hi\"")]
    [InlineData("A = 'back\\\\slash'", "back\\slash")]
    [InlineData("A = 'é AND B'", "é AND B")]
    public void Parse_QuotedText_IsUnescaped(string query, string expected) =>
        Assert.Equal(new Condition.Compare("A", Comparison.Equal, new Literal.Text(expected)), QueryParser.Parse(query).Filter);

    [Theory]
    [InlineData("A >= -5", Comparison.GreaterOrEqual)]
    [InlineData("A <> -5", Comparison.NotEqual)]
    [InlineData("`A` < -5", Comparison.Less)]
    [InlineData("A<=-5", Comparison.LessOrEqual)]
    public void Parse_Operators_AreRead(string query, Comparison expected) =>
        Assert.Equal(new Condition.Compare("A", expected, new Literal.Integer(-5)), QueryParser.Parse(query).Filter);

    [Fact]
    public void Parse_NegatedForms_AreNotOfThePlainOnes()
    {
        Assert.Equal(new Condition.Not(new Condition.IsNull("A")), QueryParser.Parse("A is not null").Filter);
        Assert.Equal(
            new Condition.Not(new Condition.Between("A", new Literal.Real(1.5), new Literal.Real(2000))),
            QueryParser.Parse("A NOT BETWEEN 1.5 AND 2e3").Filter);
        Assert.Equal(
            new Condition.Not(new Condition.StartsWith("A", new Literal.Text("x"))), QueryParser.Parse("A NOT STARTS_WITH 'x'").Filter);
        var list = Assert.IsType<Condition.In>(Assert.IsType<Condition.Not>(QueryParser.Parse("A NOT IN (true, FALSE)").Filter).Term);
        Assert.Equal([new Literal.Boolean(true), new Literal.Boolean(false)], list.Values);
    }

    [Fact]
    public void Parse_OrderByAndGroupBy_AreRead()
    {
        Assert.Equal([new SortKey("A", true), new SortKey("B", false)], QueryParser.Parse("ORDER BY A DESC, B ASC").OrderBy);
        Assert.Equal("ExecutionStatus", QueryParser.Parse("A = 1 group by ExecutionStatus").GroupBy);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("A =")]
    [InlineData("= 1")]
    [InlineData("A = 'open")]
    [InlineData("A = 1 B = 2")]
    [InlineData("A = B")]
    [InlineData("(A = 1")]
    [InlineData("A IN ()")]
    [InlineData("A IN (1")]
    [InlineData("A NOT = 1")]
    [InlineData("A = 1e999")]
    [InlineData("A = 12abc")]
    [InlineData("A = 1; DROP TABLE visibility")]
    [InlineData("ORDER A")]
    [InlineData("A = 1 AND")]
    public void Parse_Malformed_IsInvalidArgument(string query) => Refuses(query);

    [Fact]
    public void Parse_HostileSize_IsInvalidArgument()
    {
        Refuses(new string('(', 100_000));
        Refuses(new string('(', 33) + "A = 1" + new string(')', 33));
        Refuses(string.Concat(Enumerable.Repeat("NOT ", 40)) + "A = 1");
        Refuses(string.Join(" OR ", Enumerable.Repeat("A = 1", 801)));
        Refuses($"A IN ({string.Join(',', Enumerable.Repeat(1, 801))})");
    }

    [Fact]
    public void Parse_RandomTokens_EndInAQueryOrInvalidArgument()
    {
        string[] parts = ["A", "=", "!=", "<", "(", ")", ",", "'x'", "1", "2.5", "AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "STARTS_WITH", "ORDER", "BY", "GROUP", "true", "`", "\"", "\\", "-", "é", "\0"];
        var random = new Random(42);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var query = string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                QueryParser.Parse(query);
                read++;
            }
            catch (GrpcStatusException fault)
            {
                Assert.Equal(GrpcStatusCode.InvalidArgument, fault.Code);
            }
        }

        Assert.True(read > 0);
    }

    private static void Refuses(string query) =>
        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcStatusException>(() => QueryParser.Parse(query)).Code);
}
