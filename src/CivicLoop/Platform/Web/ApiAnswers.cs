using System.Text.Json;
using System.Text.Json.Serialization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Web;

/// <summary>Turns what a use case answers into what the API sends.</summary>
internal static class ApiAnswers
{
    public static JsonSerializerOptions Json { get; } = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }

    public static IResult Of<T, TView>(
        HttpContext request, Outcome<T> outcome, Func<T, TView> view,
        int status = StatusCodes.Status200OK) =>
        outcome.Try(out var done, out var problem)
            ? Results.Json(view(done), Json, statusCode: status)
            : Of(request, problem);

    /// <summary>RFC 9457 problem details in the caller's language.</summary>
    public static IResult Of(HttpContext request, Problem problem) =>
        request.RequestServices.GetRequiredService<ProblemAnswers>().Result(request, problem);
}
