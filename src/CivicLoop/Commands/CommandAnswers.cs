using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Problems;
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

    private static string Line(Problem problem) =>
        string.Create(CultureInfo.InvariantCulture, $"civicloop: {problem}");
}
