using System.CommandLine;
using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop train classes</c>: learns from the city's own cases which words mean which
/// class.</summary>
internal static class TrainCommands
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var classes = new Command("classes", "Trains the model that suggests classes.")
        {
            data, json,
        };
        classes.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(json), stop));
        return new Command("train", "Learns from the city's own cases.") { classes };
    }

    private static async Task<int> RunAsync(
        CityOptions options, bool json, CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            Console.Error.WriteLine("Reading opened cases and learning from them…");
            var train = services.GetRequiredService<TrainClasses>();
            return await train.RunAsync(stop) is { } facts
                ? CommandAnswers.Print(json, facts, [.. Lines(facts)])
                : CommandAnswers.Refuse(new Problem(
                    ProblemCode.CasesTooFew, null, TrainClasses.CasesMin));
        }
    }

    private static IEnumerable<string> Lines(ClassModelFacts facts)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Learned {facts.Classes} classes from {facts.Cases:N0} cases; measured on "
            + $"{facts.HeldOut:N0} it never saw:");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"  right at once {facts.Accuracy:P1}, among the first three "
            + $"{facts.AccuracyOfThree:P1}; the rule of words {facts.RuleAccuracy:P1}");
        yield return facts.IsUsed
            ? "The model is used from now on."
            : "Not good enough to be used: it must be right for at least "
                + ClassModel.AccuracyMin.ToString("P0", CultureInfo.InvariantCulture)
                + " and no worse than the rule. The rule goes on.";
    }
}
