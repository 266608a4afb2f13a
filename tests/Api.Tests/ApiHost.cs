using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Notify.Activities;
using Notify.Activities.Ingestion;
using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Planning;
using Notify.Domain.Vectors;
using Notify.Embeddings;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;
using Notify.Workers;
using Notify.Workflows.Pipelines;
using Notify.Workflows.Visibility;
using Temporalio.Testing;

namespace Notify.Api.Tests;

/// <summary>The API on a free port of this machine, over real tables and the embedded workflow engine.</summary>
public class ApiHost : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("notify-api-").FullName;
    private WorkflowEnvironment? temporal;
    private WebApplication? app;

    /// <summary>Where a request expects to be told to continue, its body is sent only then.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });

    public SqliteTables Tables { get; private set; } = null!;

    public SqliteJournal Streams { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        temporal = await WorkflowEnvironment.StartLocalAsync();
        await AttributeRegistration.EnsureAsync(temporal.Client, CancellationToken.None);
        Tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db"), Synchronous = SqliteDurability.Normal });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(temporal.Client);
        Streams = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db"), Synchronous = SqliteDurability.Normal, MaxPages = JournalPages });
        builder.Services.AddSingleton<ITables>(Tables);
        builder.Services.AddSingleton<IStreams>(Streams);
        builder.Services.AddSingleton<IObjects>(new FileObjects(Path.Combine(folder, "objects")));
        builder.Services.AddSingleton(provider => new ChangeLog(provider.GetRequiredService<ITables>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<Watermarks>();
        builder.Services.AddSingleton<ErasureList>();
        builder.Services.AddSingleton(Pace.Real);
        Configure(builder.Services);
        builder.Services.AddNotifyEmbeddings();
        builder.Services.AddNotifyActivities(new PlanningPolicy { DefaultTimeZone = "UTC" }, new IngestOptions { RejectsFolder = folder, WorkFolder = folder });
        builder.Services.AddNotifyApi();
        builder.Services.AddNotifyWorkers();
        app = builder.Build();
        app.MapNotifyApi();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client.BaseAddress = new Uri(address);
    }

    /// <summary>Most pages of the journal's file; null for as many as it takes.</summary>
    protected virtual long? JournalPages => null;

    /// <summary>The services of the host, once it runs.</summary>
    protected IServiceProvider Services => app!.Services;

    /// <summary>What is different in this host.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Sends a body as JSON and reads the reply, which must have the status expected.</summary>
    public async Task<JsonElement> PostAsync(string path, string body, HttpStatusCode expected, string mediaType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var reply = await Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await ReadAsync(reply, expected);
    }

    /// <summary>Gets a path and reads the reply, which must have the status expected.</summary>
    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected)
    {
        using var reply = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await ReadAsync(reply, expected);
    }

    /// <summary>Waits for a pipeline run to end.</summary>
    public Task<PipelineResult> PipelineEndAsync(string id) =>
        Services.GetRequiredService<PipelineClient>().WaitAsync(id, TestContext.Current.CancellationToken);

    /// <summary>Reads a reply, which must have the status expected and show nothing of the inside.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage reply, HttpStatusCode expected)
    {
        var body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.StatusCode == expected, $"{(int)reply.StatusCode}: {body}");
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", body, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement.Clone();
        if (!reply.IsSuccessStatusCode)
        {
            Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)expected, root.GetProperty("status").GetInt32());
            Assert.StartsWith("urn:notify:problem:", root.GetProperty("type").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(root.GetProperty("title").GetString()!);
            Assert.NotEmpty(root.GetProperty("detail").GetString()!);
        }

        return root;
    }

    public Task AddUserAsync(string id, bool embedded = true) => Task.WhenAll(
        Tables.PutAsync(NotifyTables.Users, [new User { UserId = id, CreatedAt = DateTimeOffset.UnixEpoch, Email = "secret@example.org", TimeZone = "UTC" }]),
        embedded ? Tables.PutAsync(NotifyTables.UserEmbeddings, [Vector(id)]) : Task.CompletedTask);

    public Task AddCampaignAsync(string id, bool embedded = true) => Task.WhenAll(
        Tables.PutAsync(NotifyTables.Campaigns, [new Campaign { CampaignId = id, Name = $"Campaign {id}", StartDate = DateOnly.MinValue, EndDate = DateOnly.MaxValue }]),
        embedded ? Tables.PutAsync(NotifyTables.CampaignEmbeddings, [Vector(id)]) : Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        await Tables.DisposeAsync();
        await Streams.DisposeAsync();
        await temporal!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static EmbeddingRow Vector(string id) => new()
    {
        Id = id, Embedding = new float[] { 0.6f, 0.8f }, ModelVersion = "by hand", SourceHash = "none", UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
