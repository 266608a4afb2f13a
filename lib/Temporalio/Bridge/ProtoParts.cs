using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;

namespace Temporalio.Bridge;

/// <summary>Parts that workflow commands carry plainly and server commands wrapped; an empty part stays unset.</summary>
internal static class ProtoParts
{
    public static Payloads? Payloads(RepeatedField<Payload> payloads) =>
        payloads.Count == 0 ? null : new() { Payloads_ = { payloads } };

    public static Payloads? Payloads(Payload? payload) => payload is null ? null : new() { Payloads_ = { payload } };

    public static Header? Header(MapField<string, Payload> headers) =>
        headers.Count == 0 ? null : new() { Fields = { headers } };

    public static Memo? Memo(MapField<string, Payload> memo) =>
        memo.Count == 0 ? null : new() { Fields = { memo } };
}
