using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Standards;

/// <summary>A form with the rows of an edition it makes.</summary>
internal sealed record ReadForm(Sheet Survey, XlsFormLines Lines);

/// <summary>The three sheets of a form written for ODK or KoBo.</summary>
internal static class XlsFormSheets
{
    private const string Survey = "survey";
    private const string Choices = "choices";
    private const string Settings = "settings";

    private static readonly Dictionary<string, string[]> AsWritten = [];

    /// <summary>Whether a workbook is such a form: it has the sheet with the questions.</summary>
    public static bool IsOne(byte[] file) => Sheet.Names(file).Contains(Survey);

    /// <summary>Errors: a sheet cannot be read or lacks a column; nothing says which edition it
    /// is.</summary>
    public static Outcome<ReadForm> Read(byte[] file)
    {
        if (!Sheet.ReadSheet(file, Survey, AsWritten, "type", "name")
            .Try(out var survey, out var bad))
        {
            return bad;
        }

        var names = Sheet.Names(file);
        if (!names.Contains(Settings))
        {
            return new Problem(ProblemCode.FormWithoutSettings, "file");
        }

        if (!Sheet.ReadSheet(file, Settings, AsWritten, "form_id", "form_title")
            .Try(out var settings, out bad))
        {
            return bad;
        }

        Sheet? choices = null;
        if (names.Contains(Choices)
            && !Sheet.ReadSheet(file, Choices, AsWritten, "list_name", "name")
                .Try(out choices, out bad))
        {
            return bad;
        }

        return new ReadForm(
            survey,
            XlsForm.Read(
                Lines(survey), choices is null ? [] : Lines(choices), Lines(settings)));
    }

    private static IReadOnlyList<EditionLine> Lines(Sheet sheet) =>
        [.. sheet.Rows.Select(EditionSheet.Line)];
}
