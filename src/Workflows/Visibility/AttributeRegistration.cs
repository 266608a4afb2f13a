using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Visibility;

/// <summary>Makes <see cref="NotifyAttributes"/> known to a namespace.</summary>
public static class AttributeRegistration
{
    /// <summary>Registers those that are missing; again changes nothing.</summary>
    /// <param name="client">Of the namespace.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Whether the namespace is known to have them; false when it may not be asked.</returns>
    /// <exception cref="AttributeRegistrationException">Some are missing, or of another type, and cannot be registered.</exception>
    public static async Task<bool> EnsureAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        var known = await ListAsync(client, cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            RefuseOtherTypes(client, known);
            if (NotifyAttributes.All.All(key => known.ContainsKey(key.Name)))
            {
                return true;
            }
        }

        var missing = NotifyAttributes.All.Where(key => known?.ContainsKey(key.Name) != true).ToDictionary(key => key.Name, key => key.ValueType);
        try
        {
            await client.Connection.OperatorService.AddSearchAttributesAsync(
                new() { Namespace = client.Options.Namespace, SearchAttributes = { missing } },
                new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
            return true;
        }
        catch (RpcException fault) when (fault.Code == RpcException.StatusCode.AlreadyExists)
        {
            // Another host was faster, or they are there and may not be listed
            return true;
        }
        catch (RpcException fault) when (IsForbidden(fault))
        {
            return known is null ? false : throw new AttributeRegistrationException(
                $"Namespace '{client.Options.Namespace}' lacks the search attributes {string.Join(", ", missing.Keys)}, and this client may not add them ({fault.Message}). "
                + $"Let an operator run, for each: temporal operator search-attribute create --namespace {client.Options.Namespace} --type Keyword --name NAME; in Temporal Cloud add them to the namespace in its console.");
        }
    }

    /// <returns>Custom attributes and their types; null when this client may not see them.</returns>
    private static async Task<IDictionary<string, IndexedValueType>?> ListAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        try
        {
            var listed = await client.Connection.OperatorService.ListSearchAttributesAsync(
                new() { Namespace = client.Options.Namespace }, new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
            return listed.CustomAttributes;
        }
        catch (RpcException fault) when (IsForbidden(fault))
        {
            return null;
        }
    }

    private static void RefuseOtherTypes(ITemporalClient client, IDictionary<string, IndexedValueType> known)
    {
        foreach (var key in NotifyAttributes.All)
        {
            if (known.TryGetValue(key.Name, out var type) && type != key.ValueType)
            {
                throw new AttributeRegistrationException(
                    $"In namespace '{client.Options.Namespace}' the search attribute {key.Name} is of type {type}; Notify needs {key.ValueType}. Remove that one, or give Notify a namespace of its own.");
            }
        }
    }

    // Temporal Cloud does not offer the operator's calls at all
    private static bool IsForbidden(RpcException fault) =>
        fault.Code is RpcException.StatusCode.PermissionDenied or RpcException.StatusCode.Unimplemented or RpcException.StatusCode.Unauthenticated;
}
