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
