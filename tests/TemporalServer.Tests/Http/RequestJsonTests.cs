using TemporalServer.Http.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using System.Text.Json;
using Google.Protobuf;

namespace TemporalServer.Tests.Http;

/// <summary>Requests as JSON: what is understood, and what is told of what is not.</summary>
public sealed class RequestJsonTests
{
    [Fact]
    public void Merge_BothSpellings_AreTheSameField() =>
        Assert.Equal(
            new StartWorkflowExecutionRequest { WorkflowId = "a", RequestId = "b", TaskQueue = new() { NormalName = "c" } },
            Read<StartWorkflowExecutionRequest>("""{"workflow_id":"a","requestId":"b","taskQueue":{"normal_name":"c"}}"""));

    [Fact]
    public void Merge_Nulls_AreLeftOut() =>
        Assert.Equal(new StartWorkflowExecutionRequest(), Read<StartWorkflowExecutionRequest>("""{"input":null,"workflowId":null,"memo":null,"links":null}"""));

    [Theory]
    [InlineData("\"WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE\"")]
    [InlineData("\"REJECT_DUPLICATE\"")]
    [InlineData("\"RejectDuplicate\"")]
    [InlineData("\"rejectDuplicate\"")]
    [InlineData("3")]
    [InlineData("\"3\"")]
    public void Merge_EnumByAnyOfItsNames_IsUnderstood(string value) =>
        Assert.Equal(
            WorkflowIdReusePolicy.RejectDuplicate,
            Read<StartWorkflowExecutionRequest>($$"""{"workflowIdReusePolicy":{{value}}}""").WorkflowIdReusePolicy);

    [Fact]
    public void Merge_EveryKindOfField_IsAsProtobufsOwnReaderHasIt()
    {
        const string json = """
            {
              "namespace": "n", "requestId": "r", "workflowRunTimeout": "90.5s", "cronSchedule": "",
              "retryPolicy": {"initialInterval": "1s", "backoffCoefficient": 2.5, "maximumAttempts": "3", "nonRetryableErrorTypes": ["a", "b"]},
              "memo": {"fields": {"k": {"metadata": {"encoding": "anNvbg=="}, "data": "AQI="}}},
              "requestEagerExecution": true, "versioningOverride": {"behavior": 1}, "priority": {"priorityKey": 4}
            }
            """;

        Assert.Equal(JsonParser.Default.Parse<StartWorkflowExecutionRequest>(json), Read<StartWorkflowExecutionRequest>(json));
    }

    [Fact]
    public void Merge_WhatTheServerAnswers_IsReadBack()
    {
        var request = new GetWorkflowExecutionHistoryResponse { History = new() };
        request.History.Events.Add(new Temporalio.Api.History.V1.HistoryEvent
        {
            EventId = long.MaxValue,
            EventTime = new() { Seconds = 1_800_000_000, Nanos = 5 },
            EventType = EventType.WorkflowExecutionStarted,
            WorkflowExecutionStartedEventAttributes = new() { Input = HandWorker.Text("x"), WorkflowExecutionTimeout = new() { Seconds = 3 }, Attempt = 1 },
        });

        Assert.Equal(request, Read<GetWorkflowExecutionHistoryResponse>(System.Text.Encoding.UTF8.GetString(ResponseJson.Answer(request))));
    }

    [Theory]
    [InlineData("""{"workflowIdd":"a"}""", "workflowIdd: StartWorkflowExecutionRequest has no such field")]
    [InlineData("""{"taskQueue":{"nam":"a"}}""", "taskQueue.nam: TaskQueue has no such field")]
    [InlineData("""{"taskQueue":"a"}""", "taskQueue: a TaskQueue is a JSON object, not a string")]
    [InlineData("""{"workflowId":5}""", "workflowId: a number is no string")]
    [InlineData("""{"workflowIdReusePolicy":"Sometimes"}""", "workflowIdReusePolicy: \"Sometimes\" is no WorkflowIdReusePolicy; it is one of WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED")]
    [InlineData("""{"workflowIdReusePolicy":99}""", "workflowIdReusePolicy: \"99\" is no WorkflowIdReusePolicy")]
    [InlineData("""{"workflowRunTimeout":"soon"}""", "workflowRunTimeout: \"soon\" is no Duration; write it as \"90s\"")]
    [InlineData("""{"workflowRunTimeout":{"seconds":1}}""", "workflowRunTimeout: {\"seconds\":1} is no Duration")]
    [InlineData("""{"input":{"payloads":[{},{"data":"***"}]}}""", "input.payloads[1].data: \"***\" is no base64 text")]
    [InlineData("""{"input":{"payloads":[null]}}""", "input.payloads[0]: a list holds no null")]
    [InlineData("""{"input":{"payloads":{}}}""", "input.payloads: a list is a JSON array, not an object")]
    [InlineData("""{"memo":{"fields":{"k":{"data":7}}}}""", "memo.fields[\"k\"].data: a number is no base64 text")]
    [InlineData("""{"memo":{"fields":[]}}""", "memo.fields: a map is a JSON object, not an array")]
    [InlineData("""{"retryPolicy":{"maximumAttempts":1.5}}""", "retryPolicy.maximumAttempts: \"1.5\" is no int32")]
    [InlineData("""{"retryPolicy":{"maximumAttempts":3000000000}}""", "retryPolicy.maximumAttempts: \"3000000000\" is no int32")]
    [InlineData("""{"requestEagerExecution":"perhaps"}""", "requestEagerExecution: \"perhaps\" is no bool")]
    [InlineData("""{"workflowId":"a","workflow_id":"b"}""", "workflow_id: the field is given twice")]
    [InlineData("""{"workflowId":"\ud800"}""", "workflowId: this string is not valid Unicode")]
    [InlineData("[]", "body: a StartWorkflowExecutionRequest is a JSON object, not an array")]
    public void Merge_WhatCannotBe_IsRefusedByName(string json, string reason)
    {
        var fault = Assert.Throws<GrpcStatusException>(() => Read<StartWorkflowExecutionRequest>(json));

        Assert.Equal(GrpcStatusCode.InvalidArgument, fault.Code);
        Assert.StartsWith(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_TwoOfAOneof_IsRefused() =>
        Assert.StartsWith(
            "cancellationOperation: it excludes terminationOperation",
            Assert.Throws<GrpcStatusException>(() => Read<StartBatchOperationRequest>("""{"terminationOperation":{},"cancellationOperation":{}}""")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Answer_EmptyLists_AreWrittenAtTheTopOnly() =>
        Assert.Equal(
            """{"executions":[ ]}""",
            System.Text.Encoding.UTF8.GetString(ResponseJson.Answer(new ListWorkflowExecutionsResponse())));

    private static T Read<T>(string json)
        where T : IMessage<T>, new()
    {
        var message = new T();
        using var document = JsonDocument.Parse(json);
        MessageJson.Merge(message, document.RootElement, path: null);
        return message;
    }
}
