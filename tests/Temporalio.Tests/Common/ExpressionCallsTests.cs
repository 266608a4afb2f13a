using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class ExpressionCallsTests
{
    private static readonly int[] Numbers = [4, 5];

    public interface ITarget
    {
        string Current { get; }

        Task RunAsync(int number, string? text, object? anything);
    }

    public sealed record Input(int Number, string? Text)
    {
        public bool Flag { get; init; }
    }

    [Fact]
    public void Extract_ConstantsAndCapturedVariables_YieldsTheirValues()
    {
        var number = 7;
        string? text = null;

        var (method, args) = Extract(t => t.RunAsync(number, text, 3.5));

        Assert.Equal(nameof(ITarget.RunAsync), method.Name);
        Assert.Equal([7, null, 3.5], args);
    }

    [Fact]
    public void Extract_ConstructedRecordWithInitializer_EvaluatesIt()
    {
        var text = "a";

        var (_, args) = Extract(t => t.RunAsync(Numbers[1], text + "b", new Input(Numbers.Length, text) { Flag = true }));

        Assert.Equal([5, "ab", new Input(2, "a") { Flag = true }], args);
    }

    [Fact]
    public void Extract_NullableEnumArrayAndConversions_KeepTheirTypes()
    {
        int? nothing = null;
        DayOfWeek? day = DayOfWeek.Friday;
        short small = 3;

        var (_, args) = Extract(t => t.RunAsync(small, $"{small}", new object?[] { nothing, day, day.HasValue, nothing.HasValue }));

        var values = args.ToArray();
        Assert.IsType<int>(values[0]);
        Assert.Equal("3", values[1]);
        Assert.Equal([null, DayOfWeek.Friday, true, false], Assert.IsType<object?[]>(values[2]));
    }

    [Fact]
    public void Extract_ArgumentThatThrows_ThrowsTheOriginalException() =>
        Assert.Throws<FormatException>(() => Extract(t => t.RunAsync(int.Parse("x", null), null, null)));

    [Fact]
    public void Extract_BodyIsNotACall_IsRefused()
    {
        Expression<Func<ITarget, string>> lambda = t => t.Current;

        var error = Assert.Throws<ArgumentException>(() => ExpressionCalls.Extract(lambda));

        Assert.Contains("single method call", error.Message, StringComparison.Ordinal);
        Assert.Equal(nameof(ITarget.Current), ExpressionCalls.ExtractProperty(lambda)?.Name);
    }

    [Fact]
    public void Extract_CallOnSomethingElseThanTheParameter_IsRefused()
    {
        ITarget? other = null;

        Assert.Throws<ArgumentException>(() => Extract(t => other!.RunAsync(1, null, null)));
    }

    private static (System.Reflection.MethodInfo Method, IReadOnlyCollection<object?> Args) Extract(
        Expression<Func<ITarget, Task>> lambda) => ExpressionCalls.Extract(lambda);
}
