using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Open311;

/// <summary>Problems as Open311 tells them.</summary>
internal static class Open311Errors
{
    /// <summary>404 for what is not there, 403 for keys, 400 for all else that is the caller's, and
    /// the city's own failures as they are. Several of different kinds are 400.</summary>
    public static int StatusOf(IReadOnlyList<Problem> problems)
    {
        var statuses = problems.Select(problem => StatusOf(problem.Code)).Distinct().ToList();
        return statuses.Count == 1 ? statuses[0] : StatusCodes.Status400BadRequest;
    }

    public static Element Document(
        IReadOnlyList<Problem> problems, ProblemTexts texts, string language) =>
        Element.List("errors", problems.Select(problem => Element.Group(
            "error",
            Element.Number("code", (int)problem.Code),
            Element.Text("description", Describe(problem, texts, language)))));

    // The parameter is named as it is spelt: whoever reads this writes a program.
    private static string Describe(Problem problem, ProblemTexts texts, string language)
    {
        var text = $"{texts.What(language, problem)} {texts.Fix(language, problem.Code)}";
        return problem.Field is { } field ? $"{field}: {text}" : text;
    }

    private static int StatusOf(ProblemCode code) => code switch
    {
        ProblemCode.TokenInvalid or ProblemCode.SignInRequired => StatusCodes.Status403Forbidden,
        _ => code.HttpStatus() switch
        {
            StatusCodes.Status403Forbidden => StatusCodes.Status403Forbidden,
            StatusCodes.Status404NotFound => StatusCodes.Status404NotFound,
            >= StatusCodes.Status500InternalServerError and var own => own,
            _ => StatusCodes.Status400BadRequest,
        },
    };
}
