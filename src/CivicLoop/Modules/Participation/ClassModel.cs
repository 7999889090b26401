using System.Text.Json;
using CivicLoop.Domain.Participation;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CivicLoop.Modules.Participation;

/// <summary>What is known of a trained model, kept beside it.</summary>
internal sealed record ClassModelFacts
{
    public required DateTimeOffset TrainedAt { get; init; }

    /// <summary>Opened cases it learned from.</summary>
    public int Cases { get; init; }

    /// <summary>Opened cases it never saw, by which it was measured.</summary>
    public int HeldOut { get; init; }

    public int Classes { get; init; }

    /// <summary>Share of the held-out cases whose class it named first.</summary>
    public double Accuracy { get; init; }

    /// <summary>Share whose class was among the first three.</summary>
    public double AccuracyOfThree { get; init; }

    /// <summary>Share whose class the rule of words names first, on the same cases.</summary>
    public double RuleAccuracy { get; init; }

    /// <summary>Good enough to be asked: it is right mostly, and no worse than the rule.</summary>
    public bool IsUsed => Accuracy >= ClassModel.AccuracyMin && Accuracy >= RuleAccuracy;
}

/// <summary>A class the model thinks of.</summary>
/// <param name="Confidence">0 to 1.</param>
internal sealed record GuessedClass(string Code, double Confidence);

/// <summary>The words of a case as the model reads them.</summary>
internal sealed class ClassExample
{
    /// <summary>Marks, separated by blanks; see <see cref="ClassWords"/>.</summary>
    public string Marks { get; set; } = "";

    public string Class { get; set; } = "";
}

internal sealed class ClassAnswer
{
    public float[] Score { get; set; } = [];
}

/// <summary>The trained model of the city's own cases: a file of the data folder, read when it is
/// first asked and again when it changed. Where there is none, or none good enough, it answers
/// nothing.</summary>
internal sealed class ClassModel(DataFolder folder, TimeProvider time) : IDisposable
{
    /// <summary>Share of held-out cases a model must name rightly to be asked at all.</summary>
    public const double AccuracyMin = 0.6;

    /// <summary>How sure it must be of its first class to go before the rule of words.</summary>
    public const double ConfidenceMin = 0.4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Lock oneAtATime = new();
    private Loaded? loaded;
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <summary>Where the model lies; its facts lie beside it as <c>.json</c>.</summary>
    public static string FileIn(string dataFolder) =>
        Path.Combine(dataFolder, "models", "classes.zip");

    public static string FactsIn(string dataFolder) =>
        Path.ChangeExtension(FileIn(dataFolder), ".json");

    /// <summary>Null where no model was trained.</summary>
    public static ClassModelFacts? Facts(string dataFolder) =>
        File.Exists(FactsIn(dataFolder))
            ? JsonSerializer.Deserialize<ClassModelFacts>(
                File.ReadAllText(FactsIn(dataFolder)), ApiAnswers.Json)
            : null;

    /// <summary>The classes it thinks of, the likeliest first; none where it is not sure enough.
    /// </summary>
    public IReadOnlyList<GuessedClass> Guess(string marks, int most)
    {
        if (marks.Length == 0)
        {
            return [];
        }

        // The engine remembers its last row; it is asked by one request at a time.
        lock (oneAtATime)
        {
            Look();
            if (loaded is not { Facts.IsUsed: true } model)
            {
                return [];
            }

            var guessed = model.Guess(marks, most);
            return guessed.Count > 0 && guessed[0].Confidence >= ConfidenceMin ? guessed : [];
        }
    }

    public void Dispose() => loaded?.Dispose();

    private void Look()
    {
        var now = time.GetUtcNow();
        if (now - lookedAt < LookEvery && now >= lookedAt)
        {
            return;
        }

        lookedAt = now;
        var facts = Facts(folder.Path);
        if (facts is null || facts.TrainedAt == loaded?.Facts.TrainedAt)
        {
            return;
        }

        loaded?.Dispose();
        loaded = Loaded.Read(FileIn(folder.Path), facts);
    }

    /// <summary>A model ready to be asked; by one thread at a time.</summary>
    internal sealed class Loaded(
        ClassModelFacts facts, PredictionEngine<ClassExample, ClassAnswer> engine,
        IReadOnlyList<string> classes) : IDisposable
    {
        // Less than this is noise.
        private const double WorthNaming = 0.05;

        public ClassModelFacts Facts => facts;

        public static Loaded Read(string file, ClassModelFacts facts)
        {
            var ml = new MLContext();
            using var stream = File.OpenRead(file);
            return Of(ml, ml.Model.Load(stream, out _), facts);
        }

        public static Loaded Of(MLContext ml, ITransformer model, ClassModelFacts facts)
        {
            var engine = ml.Model.CreatePredictionEngine<ClassExample, ClassAnswer>(model);
            VBuffer<ReadOnlyMemory<char>> names = default;
            engine.OutputSchema["Score"].GetSlotNames(ref names);
            return new Loaded(
                facts, engine, [.. names.DenseValues().Select(name => name.ToString())]);
        }

        public IReadOnlyList<GuessedClass> Guess(string marks, int most)
        {
            var answer = engine.Predict(new ClassExample { Marks = marks });
            return
            [
                .. answer.Score.Select((score, n) => new GuessedClass(classes[n], score))
                    .Where(one => one.Confidence >= WorthNaming)
                    .OrderByDescending(one => one.Confidence).Take(most),
            ];
        }

        public void Dispose() => engine.Dispose();
    }
}
