namespace Notify.Api.Problems;

/// <summary>The stable codes of problem replies. Clients may branch on them; texts may change.</summary>
public static class ProblemCodes
{
    public const string InvalidRequest = "INVALID_REQUEST";
    public const string UserNotFound = "USER_NOT_FOUND";
    public const string ScheduleNotFound = "SCHEDULE_NOT_FOUND";
    public const string PipelineNotFound = "PIPELINE_NOT_FOUND";
    public const string ErasureNotFound = "ERASURE_NOT_FOUND";
    public const string ErasureRunning = "ERASURE_RUNNING";
    public const string NotErased = "NOT_ERASED";
    public const string NotFound = "NOT_FOUND";
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";
    public const string CampaignEmbeddingsUnavailable = "CAMPAIGN_EMBEDDINGS_UNAVAILABLE";
    public const string UserEmbeddingUnavailable = "USER_EMBEDDING_UNAVAILABLE";
    public const string EventsBacklogged = "EVENTS_BACKLOGGED";
    public const string EventsUnavailable = "EVENTS_UNAVAILABLE";
    public const string EngineUnavailable = "ENGINE_UNAVAILABLE";
    public const string ForeignRequest = "FOREIGN_REQUEST";
    public const string InternalError = "INTERNAL_ERROR";
}
