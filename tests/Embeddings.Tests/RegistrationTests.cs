using Microsoft.Extensions.DependencyInjection;
using Notify.Embeddings.Encoding;
using Notify.Embeddings.Hierarchy;
using Notify.Embeddings.Tests.Encoding;

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
}
