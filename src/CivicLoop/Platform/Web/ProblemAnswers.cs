using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CivicLoop.Platform.Web;

/// <summary>Turns a problem into an answer: RFC 9457 details for programs, the same text beside the
/// field for people.</summary>
internal sealed class ProblemAnswers(ProblemTexts texts)
{
    public const string ContentType = "application/problem+json";

    public ProblemDetails Details(string language, Problem problem)
    {
        var number = ((int)problem.Code).ToString(CultureInfo.InvariantCulture);
        var details = new ProblemDetails
        {
            Type = $"/problems/{number}",
            Title = texts.What(language, problem),
            Detail = texts.Fix(language, problem.Code),
            Status = problem.Code.HttpStatus(),
        };
        details.Extensions["code"] = problem.Code.ToString();
        details.Extensions["number"] = (int)problem.Code;
        details.Extensions["fix"] = texts.Fix(language, problem.Code);
        if (problem.Field is { } field)
        {
            details.Extensions["field"] = field;
        }

        return details;
    }

    /// <summary>The answer of an API.</summary>
    public IResult Result(HttpContext http, Problem problem) => Results.Json(
        Details(RequestLanguage.Of(http), problem),
        contentType: ContentType,
        statusCode: problem.Code.HttpStatus());

    /// <summary>Writes the answer where no endpoint is left to return it.</summary>
    public Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Code.HttpStatus();
        return http.Response.WriteAsJsonAsync(
            Details(RequestLanguage.Of(http), problem), options: null, contentType: ContentType);
    }

    /// <summary>Puts a problem beside its field, or above the form where it has none.</summary>
    public void Put(HttpContext http, ModelStateDictionary state, Problem problem)
    {
        var language = RequestLanguage.Of(http);
        state.AddModelError(
            problem.Field ?? "",
            $"{texts.What(language, problem)} {texts.Fix(language, problem.Code)}");
    }
}
