using System.Net;
using System.Text.Json;

namespace Notify.Api.Tests;

/// <summary>Operations, what is not there, and the document that describes the rest.</summary>
public sealed class RoutesTests(ReadyShop shop) : IClassFixture<ReadyShop>
{
    private static readonly string[] Routes =
    [
        "/health/live", "/health/ready", "/health/streams", "/v1/audit", "/v1/erasures/{id}", "/v1/events", "/v1/pipelines/{id}", "/v1/recommendations",
        "/v1/users/{id}", "/v1/users/{id}/deliveries", "/v1/users/{id}/embedding", "/v1/users/{id}/inbox", "/v1/users/{id}/readmission", "/v1/users/{id}/schedule",
    ];

    [Theory]
    [InlineData("health/live", "live")]
    [InlineData("health/ready", "ready")]
    [InlineData("health/streams", "keeping_up")]
    public async Task Health_OfAHostThatWorks_IsGood(string path, string status) =>
        Assert.Equal(status, (await shop.GetAsync(path, HttpStatusCode.OK)).GetProperty("status").GetString());

    [Fact]
    public async Task Audit_CountsFromTheTables()
    {
        var report = await shop.GetAsync("v1/audit", HttpStatusCode.OK);

        Assert.Equal(3, report.GetProperty("delivered").GetInt32());
        Assert.True(report.TryGetProperty("skipped_by", out _));
    }

    [Theory]
    [InlineData("v1/nothing", "NOT_FOUND")]
    [InlineData("v1/pipelines/sideways", "PIPELINE_NOT_FOUND")]
    [InlineData("v1/pipelines/full.not-a-run", "PIPELINE_NOT_FOUND")]
    [InlineData("v1/pipelines/full.00000000-0000-0000-0000-000000000000", "PIPELINE_NOT_FOUND")]
    public async Task Get_WhatIsNotThere_IsAProblemWithACode(string path, string code) =>
        Assert.Equal(code, (await shop.GetAsync(path, HttpStatusCode.NotFound)).GetProperty("code").GetString());

    [Theory]
    [InlineData("Host", "shop.example")]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Origin", "null")]
    public async Task Request_OfAPageElsewhere_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/pipelines/delta", UriKind.Relative));
        request.Headers.TryAddWithoutValidation(header, value);

        using var reply = await shop.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("FOREIGN_REQUEST", (await ApiHost.ReadAsync(reply, HttpStatusCode.Forbidden)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Request_OfAPageOfThisMachine_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("health/live", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Origin", "http://localhost:3000");

        using var reply = await shop.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task Method_ThatARouteDoesNotTake_IsAProblemWithACode()
    {
        using var reply = await shop.Client.DeleteAsync(new Uri("v1/recommendations", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("METHOD_NOT_ALLOWED", (await ApiHost.ReadAsync(reply, HttpStatusCode.MethodNotAllowed)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Pipeline_OfAnUnknownKind_NamesThoseThereAre()
    {
        var problem = await shop.PostAsync("v1/pipelines/sideways", "", HttpStatusCode.NotFound);

        Assert.Contains("full, delta", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_DescribesEveryRouteAndItsProblems()
    {
        var document = await shop.GetAsync("openapi/v1.json", HttpStatusCode.OK);

        var paths = document.GetProperty("paths");
        Assert.Equal(Routes, paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        foreach (var operation in paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Value.GetProperty("tags").EnumerateArray());
            Assert.All(
                operation.Value.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] is '4'),
                response => Assert.True(response.Value.GetProperty("content").TryGetProperty("application/problem+json", out _), response.Name));
        }

        var responses = paths.GetProperty("/v1/recommendations").GetProperty("post").GetProperty("responses");
        Assert.Equal(["200", "400", "404", "413", "415", "503"], responses.EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenApi_ResolvesEveryReferenceAndWritesSnakeCase()
    {
        var document = await shop.GetAsync("openapi/v1.json", HttpStatusCode.OK);

        var schemas = document.GetProperty("components").GetProperty("schemas");
        var references = Values(document, "$ref").Select(reference => reference.GetString()!).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(schemas.TryGetProperty(reference.Split('/')[^1], out _), reference));
        var names = schemas.EnumerateObject()
            .Where(schema => schema.Value.TryGetProperty("properties", out _))
            .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject())
            .Select(property => property.Name);
        Assert.All(names, name => Assert.Matches("^[a-z0-9_]+$", name));
    }

    private static IEnumerable<JsonElement> Values(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => field.Name == name && field.Value.ValueKind == JsonValueKind.String ? [field.Value] : Values(field.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, name)),
        _ => [],
    };
}
