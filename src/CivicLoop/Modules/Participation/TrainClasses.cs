using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Participation;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace CivicLoop.Modules.Participation;

/// <summary>Trains the model that suggests classes, from the words of the city's own opened cases
/// and the class staff left them in.</summary>
internal sealed class TrainClasses(
    CityDatabase database, CityHolder city, DataFolder folder, SuggestClass rule,
    TimeProvider time)
{
    /// <summary>Fewer opened cases teach nothing.</summary>
    public const int CasesMin = 200;

    // The newest: what people call things changes, and a million would teach little more.
    private const int CasesMax = 40_000;

    // A class seen less often is left to the rule of words.
    private const int ClassMin = 5;

    // One case in five is held out and never learned from.
    private const int HeldOutOf = 5;

    // 2^15 places for marks: few of them share one, and a model stays some megabytes.
    private const int HashBits = 15;

    private const int Rounds = 25;

    // The newest, and a month of those before it to go back to.
    private const int Kept = 5;

    private static readonly TimeSpan Every = TimeSpan.FromDays(7);

    // A city whose cases taught nothing is asked again when it may have more of them.
    private static readonly TimeSpan TryEvery = TimeSpan.FromHours(6);

    private DateTimeOffset triedAt = DateTimeOffset.MinValue;

    /// <summary>Trains where the model is older than a week and there are cases enough.</summary>
    public async Task<ClassModelFacts?> IfDueAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (ClassModel.Facts(folder.Path) is { } last && now - last.TrainedAt < Every
            || now - triedAt < TryEvery || !await HasEnoughAsync(stop))
        {
            return null;
        }

        triedAt = now;
        return await RunAsync(stop);
    }

    /// <summary>Trains now and keeps the model with how good it is. Null where there are too few
    /// opened cases; the last model then stays.</summary>
    public async Task<ClassModelFacts?> RunAsync(CancellationToken stop)
    {
        var examples = await ReadAsync(stop);
        var (learned, heldOut) = Part(examples);
        if (examples.Count < CasesMin || heldOut.Count == 0
            || learned.Select(one => one.Case.Class).Distinct().Count() < 2)
        {
            return null;
        }

        // Learning keeps a processor busy for seconds; a server goes on answering meanwhile.
        return await Task.Run(() => Learn(learned, heldOut), stop);
    }

    private ClassModelFacts Learn(List<Example> learned, List<Example> heldOut)
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(learned.Select(one => one.Case));
        var model = ml.Transforms.Conversion.MapValueToKey("Label", nameof(ClassExample.Class))
            .Append(ml.Transforms.Text.ProduceHashedWordBags(
                "Features", nameof(ClassExample.Marks), numberOfBits: HashBits, ngramLength: 1,
                useAllLengths: false))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                new SdcaMaximumEntropyMulticlassTrainer.Options
                {
                    MaximumNumberOfIterations = Rounds,
                    NumberOfThreads = 1,
                }))
            .Fit(data);
        var facts = Measure(ml, model, learned, heldOut);
        Keep(ml, model, data.Schema, facts);
        return facts;
    }

    private ClassModelFacts Measure(
        MLContext ml, ITransformer model, List<Example> learned, List<Example> heldOut)
    {
        var facts = new ClassModelFacts
        {
            TrainedAt = Instants.Storable(time.GetUtcNow()),
            Cases = learned.Count,
            HeldOut = heldOut.Count,
            Classes = learned.Select(one => one.Case.Class).Distinct().Count(),
        };
        using var asked = ClassModel.Loaded.Of(ml, model, facts);
        var (first, three, byRule) = (0, 0, 0);
        foreach (var one in heldOut)
        {
            var guessed = asked.Guess(one.Case.Marks, SuggestClass.SuggestedMax);
            var at = guessed.Select(guess => guess.Code).ToList().IndexOf(one.Case.Class);
            first += at == 0 ? 1 : 0;
            three += at >= 0 ? 1 : 0;
            byRule += rule.ByWords(one.Words) is [var likeliest, ..]
                && likeliest.Code == one.Case.Class ? 1 : 0;
        }

        var all = (double)heldOut.Count;
        return facts with
        {
            Accuracy = first / all, AccuracyOfThree = three / all, RuleAccuracy = byRule / all,
        };
    }

    // The facts are moved last: whoever sees them finds the model they tell of.
    private void Keep(
        MLContext ml, ITransformer model, DataViewSchema schema, ClassModelFacts facts)
    {
        var file = ClassModel.FileIn(folder.Path, facts.TrainedAt);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        ml.Model.Save(model, schema, file + ".new");
        File.Move(file + ".new", file, overwrite: true);
        var told = Path.ChangeExtension(file, ".json");
        File.WriteAllText(told + ".new", JsonSerializer.Serialize(facts, ApiAnswers.Json));
        File.Move(told + ".new", told, overwrite: true);
        foreach (var old in ClassModel.FactsIn(folder.Path).Skip(Kept))
        {
            File.Delete(old);
            File.Delete(Path.ChangeExtension(old, ".zip"));
        }
    }

    private async Task<bool> HasEnoughAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Case>()
            .Where(row => row.AcceptedAt != null && row.Description != null)
            .Take(CasesMin).CountAsync(stop) == CasesMin;
    }

    private async Task<List<Example>> ReadAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<Case>()
            .Where(row => row.AcceptedAt != null && row.Description != null)
            .OrderByDescending(row => row.ReportedAt).ThenByDescending(row => row.Id)
            .Take(CasesMax)
            .Select(row => new { row.ClassCode, row.Description })
            .ToListAsync(stop);
        var catalogue = city.Current.Catalogue;
        return
        [
            .. rows.Where(row => catalogue.Find(row.ClassCode) is { IsActive: true })
                .Select(row => new Example(
                    row.Description!,
                    new ClassExample
                    {
                        Marks = ClassWords.Of(row.Description), Class = row.ClassCode,
                    }))
                .Where(one => one.Case.Marks.Length > 0)
                .GroupBy(one => one.Case.Class).Where(group => group.Count() >= ClassMin)
                .SelectMany(group => group),
        ];
    }

    // By the words, not by the case: what was said twice is wholly learned or wholly held out.
    // In an order of its own, so that the same cases always teach the same.
    private static (List<Example> Learned, List<Example> HeldOut) Part(List<Example> examples) => (
        [
            .. examples.Where(one => !IsHeldOut(one))
                .OrderBy(one => one.Case.Marks, StringComparer.Ordinal)
                .ThenBy(one => one.Case.Class, StringComparer.Ordinal),
        ],
        [.. examples.Where(IsHeldOut)]);

    // The same in every run, so that two models can be compared.
    private static bool IsHeldOut(Example one) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(one.Case.Marks))[0] % HeldOutOf == 0;

    private sealed record Example(string Words, ClassExample Case);
}
