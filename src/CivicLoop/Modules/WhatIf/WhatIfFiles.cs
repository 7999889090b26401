using CivicLoop.Domain.WhatIf;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.WhatIf;

/// <summary>Writes the comparison as CSV in the reader's language: the city, all units, all
/// classes; numbers plain, so that a spreadsheet can go on reckoning.</summary>
internal sealed class WhatIfFiles(ModuleTexts<WhatIfTexts> words, WhatIfWords names)
{
    public byte[] Write(WhatIfResult result) => SheetFile.WriteCsv(
        [
            words["Col.What"], words["Col.Name"], words["Col.Code"], words["Col.Measure"],
            words["Col.CasesBefore"], words["Col.CasesAfter"], words["Col.Seen"],
            words["Col.Before"], words["Col.After"], words["Col.Change"], words["Col.Low"],
            words["Col.High"], words["Col.Fit"],
        ],
        Rows(words["WholeCity"], result.City, _ => words["WholeCity"])
            .Concat(result.Units.SelectMany(one => Rows(words["Col.Unit"], one, names.Unit)))
            .Concat(result.Classes.SelectMany(one => Rows(words["Col.Class"], one, names.Class))));

    private IEnumerable<IReadOnlyList<object?>> Rows(
        string what, ComparedGroup group, Func<string, string> name) =>
        group.Measures.Select(one => (IReadOnlyList<object?>)
        [
            what, name(group.Code), group.Code, words[$"Measure.{one.Measure}"],
            group.CasesBefore, group.CasesAfter,
            group.Seen.TryGetValue(one.Measure, out var seen) ? WhatIfWords.Plain(seen) : "",
            WhatIfWords.Plain(one.Before?.Mean), WhatIfWords.Plain(one.After?.Mean),
            WhatIfWords.Plain(one.Change?.Mean), WhatIfWords.Plain(one.Change?.Low),
            WhatIfWords.Plain(one.Change?.High), words[$"Fit.{group.Fit}"],
        ]);
}
