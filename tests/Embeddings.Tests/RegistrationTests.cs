using Microsoft.Extensions.DependencyInjection;
using Notify.Embeddings.Encoding;
using Notify.Embeddings.Hierarchy;
using Notify.Embeddings.Search;
using Notify.Embeddings.Tests.Encoding;
using Notify.Embeddings.Tests.Search;

namespace Notify.Embeddings.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void AddNotifyEmbeddings_AnotherModelFolder_EncodesWithIt()
    {
        using var folder = new TinyEncoderFolder();
        using var services = new ServiceCollection().AddNotifyEmbeddings(folder.Options).BuildServiceProvider();

        Assert.Equal(384, services.GetRequiredService<ITextEncoder>().Encode("shoe").Length);
        Assert.Equal(new HierarchyOptions(), services.GetRequiredService<HierarchyOptions>());
    }

    [Fact]
    public void AddNotifyEmbeddings_OptionsOutOfBounds_AreRefusedAtStart() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddNotifyEmbeddings(new EncoderOptions { Threads = -1 }));

    [Fact]
    public void LiveIndex_Published_ReplacesTheOneInUse()
    {
        var live = new LiveIndex();
        var first = ExactIndex.Create(RandomVectors.Rows(new Random(1), 2));
        var second = ExactIndex.Create(RandomVectors.Rows(new Random(2), 3));

        Assert.Null(live.Current);
        live.Publish(first);
        var taken = live.Current;
        live.Publish(second);

        Assert.Same(first, taken);
        Assert.Same(second, live.Current);
    }
}
