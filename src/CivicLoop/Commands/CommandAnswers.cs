using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Commands;

/// <summary>What a command says at its end: one clear line, or JSON.</summary>
internal static class CommandAnswers
{
    /// <summary>The command was refused or failed; nothing was half done.</summary>
    public const int Failed = 1;

    public static int Refuse(Problem problem)
    {
        Console.Error.WriteLine(Line(problem));
        return Failed;
    }

    public static int Print(bool json, object result, params string[] lines)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, ApiAnswers.Json));
        }
        else
        {
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }
        }

        return 0;
    }

    /// <summary>The end of a proof: what was looked at and what does not fit; 0 if all fits.
    /// </summary>
    /// <param name="what">What the checks are of, in the plural.</param>
    public static int Prove<T>(
        bool json, Outcome<IReadOnlyList<T>> outcome, string what, Func<T, bool> fits,
        Func<T, IEnumerable<string>> lines)
    {
        if (!outcome.Try(out var checks, out var problem))
        {
            return Refuse(problem);
        }

        var unfit = checks.Count(check => !fits(check));
        Print(
            json, checks,
            [
                .. checks.SelectMany(lines),
                $"{checks.Count} {what}: " + (unfit == 0 ? "all fit" : $"{unfit} do not fit"),
            ]);
        return unfit == 0 ? 0 : Failed;
    }

    // The terminal's language; dates are rare here and shown as the machine's own clock says.
    private static string Line(Problem problem)
    {
        var wished = Environment.GetEnvironmentVariable("LC_ALL")
            ?? Environment.GetEnvironmentVariable("LANG") ?? "";
        var language = wished.StartsWith(Texts.Chinese, StringComparison.OrdinalIgnoreCase)
            ? Texts.Chinese
            : Texts.English;
        var words = new Texts();
        var texts = new ProblemTexts(words, new When(new CityHolder(), words, TimeProvider.System));
        return $"civicloop: {texts.What(language, problem)} "
            + $"{texts.Fix(language, problem.Code)} ({(int)problem.Code})";
    }
}
