using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>Activities.</content>
public partial class TracingInterceptor
{
    private sealed class ActivityInbound(TracingInterceptor root, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var outer = Baggage.Current;
            var sender = root.HeadersToContext(input.Headers);
            if (sender is { } context)
            {
                BaggageScope.Set(context.Baggage);
            }

            using var activity = ActivitiesSource.StartActivity(
                $"RunActivity:{ActivityExecutionContext.Current.Info.ActivityType}",
                ActivityKind.Server, sender?.ActivityContext ?? default, root.CreateInActivityTags());
            try
            {
                return await Next.ExecuteActivityAsync(input).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not CompleteAsyncException)
            {
                Record(activity, e);
                throw;
            }
            finally
            {
                BaggageScope.Set(outer);
            }
        }
    }
}
