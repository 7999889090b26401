using System.Globalization;
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

/// <summary>The trained model of the city's own cases: the newest file of the data folder that can
/// be read, looked for when it is first asked and every minute after. Where there is none, or none
/// good enough, it answers nothing.</summary>
internal sealed partial class ClassModel(
    DataFolder folder, TimeProvider time, ILogger<ClassModel> log) : IDisposable
{
    /// <summary>Share of held-out cases a model must name rightly to be asked at all.</summary>
    public const double AccuracyMin = 0.6;

    /// <summary>How sure it must be of its first class to go before the rule of words.</summary>
    public const double ConfidenceMin = 0.4;

    private const string Prefix = "classes-";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Lock oneAtATime = new();
    private Loaded? loaded;
    private string? newest;
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <summary>Where the models lie, each named by when it was trained; its facts lie beside it
    /// as <c>.json</c>.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "models");

    public static string FileIn(string dataFolder, DateTimeOffset trainedAt) => Path.Combine(
        FolderIn(dataFolder), string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{trainedAt.UtcDateTime:yyyyMMdd-HHmmss}.zip"));

    /// <summary>Facts of all models, the newest first.</summary>
    public static IReadOnlyList<string> FactsIn(string dataFolder) =>
        Directory.Exists(FolderIn(dataFolder))
            ? [.. Directory.EnumerateFiles(FolderIn(dataFolder), Prefix + "*.json")
                .OrderDescending(StringComparer.Ordinal)]
            : [];

    /// <summary>Of the newest model that can be read; null where no model was trained.</summary>
    public static ClassModelFacts? Facts(string dataFolder) =>
        FactsIn(dataFolder).Select(ReadFacts).FirstOrDefault(facts => facts is not null);

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
        var files = FactsIn(folder.Path);
        if (files.Count == 0 || files[0] == newest)
        {
            return;
        }

        // What cannot be read is passed over: an older model, or the rule of words, goes on.
        newest = files[0];
        foreach (var file in files)
        {
            if (TryRead(file) is { } read)
            {
                loaded?.Dispose();
                loaded = read;
                return;
            }
        }
    }

    private Loaded? TryRead(string file)
    {
        try
        {
            return ReadFacts(file) is { } facts
                ? Loaded.Read(Path.ChangeExtension(file, ".zip"), facts)
                : null;
        }
        // A damaged file makes its reader fail in whatever way its bytes lead to.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogUnreadable(log, error, file);
            return null;
        }
    }

    private static ClassModelFacts? ReadFacts(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ClassModelFacts>(
                File.ReadAllText(file), ApiAnswers.Json);
        }
        catch (Exception error)
            when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The model {File} cannot be read and is not used.")]
    private static partial void LogUnreadable(ILogger log, Exception error, string file);

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
