using Amazon.Glue;
using Amazon.Runtime;
using Notify.Activities.Ingestion.Glue;
using Notify.AwsDoubles.Glue;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>Clients of a double.</summary>
internal static class GlueCalls
{
    public static AmazonGlueClient Client(GlueDouble glue, string? secret = null) => new(
        new BasicAWSCredentials(glue.Identity.AccessKey, secret ?? glue.Identity.SecretKey),
        GlueServices.ConfigOf(new GlueOptions { Region = glue.Identity.Region, ServiceUrl = glue.Address }));
}
