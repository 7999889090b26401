using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;
using CsvHelper;

namespace CivicLoop.Modules.Intake;

/// <summary>Writes what was not taken, with the reason and the fix before the row's own columns, so
/// that the file can be mended and imported. It begins with the first such row.</summary>
internal sealed class RejectedRows(
    string path, IReadOnlyList<string> headers, ImportMapping mapping, ProblemTexts texts,
    string language) : IDisposable
{
    private readonly Dictionary<string, string> columns =
        mapping.Columns.All().ToDictionary(one => one.Field, one => one.Column);

    private CsvWriter? file;

    public Dictionary<ProblemCode, int> ByReason { get; } = [];

    public void Add(ImportRow row, Problem problem)
    {
        ByReason[problem.Code] = ByReason.GetValueOrDefault(problem.Code) + 1;
        file ??= Begin();
        string[] reason =
        [
            row.Line.ToString(CultureInfo.InvariantCulture),
            problem.Field is { } field ? columns.GetValueOrDefault(field, field) : "",
            ((int)problem.Code).ToString(CultureInfo.InvariantCulture),
            texts.What(language, problem),
            texts.Fix(language, problem.Code),
        ];
        // A row shorter than the header is one of the things that are rejected.
        var missing = Enumerable.Repeat("", headers.Count - row.Fields.Count);
        Write([.. reason, .. row.Fields, .. missing]);
    }

    public void Dispose() => file?.Dispose();

    private CsvWriter Begin()
    {
        file = CsvWriter.Create(
            new FileStream(path, FileMode.Create), new CsvWriterOptions(), leaveOpen: false);
        Write(["row", "field", "problem", "text", "fix", .. headers]);
        return file;
    }

    private void Write(IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
        {
            file!.WriteField(field);
        }

        file!.EndRecord();
    }
}
