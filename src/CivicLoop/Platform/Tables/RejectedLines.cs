using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Platform.Tables;

/// <summary>The rows of a file that were not taken, as a file of their own.</summary>
internal static class RejectedLines
{
    /// <summary>What is wrong and what to do stand before a row's own cells: the file can be mended
    /// and sent again.</summary>
    public static byte[] Write(
        Sheet sheet, IReadOnlyList<RefusedLine> refused, ProblemTexts texts, string language)
    {
        var rows = sheet.Rows.ToDictionary(row => row.Line);
        return SheetFile.Write(
            ["row", "field", "problem", "text", "fix", .. sheet.Columns],
            refused.Select(one => (IReadOnlyList<object?>)
            [
                one.Line.ToString(CultureInfo.InvariantCulture), one.Problem.Field,
                $"{(int)one.Problem.Code}", texts.What(language, one.Problem),
                texts.Fix(language, one.Problem.Code),
                .. sheet.Columns.Select(column => rows[one.Line][column]),
            ]));
    }
}
