using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CivicLoop.Platform.Web;

/// <summary>Traces and metrics for whoever runs the city, where the standard variable says.
/// </summary>
internal static class Telemetry
{
    /// <summary>Variable of the OpenTelemetry specification.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds nothing where no endpoint is set. Addresses are traced without their query: a
    /// reporter's secret may stand in it.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("civicloop"))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = request => !IsSecret(request.Request.Path);
                    options.EnrichWithHttpRequest =
                        (activity, _) => activity.SetTag("url.query", null);
                })
                .AddSource("Npgsql"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter("Npgsql", "System.Runtime"))
            .UseOtlpExporter();
        return services;
    }

    // Links that work once carry their secret in the path.
    private static bool IsSecret(PathString path) =>
        path.StartsWithSegments("/setup") || path.StartsWithSegments("/account/start");
}
