using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Command;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Leads from a case to the directives that name it. Only their numbers are told: what
/// they say is for whom they concern, and their page asks who that is.</summary>
internal sealed class TieDirectives(CityDatabase database) : ICaseTie
{
    // A case is rarely ordered about more than twice.
    private const int ShownMax = 5;

    public async Task<IReadOnlyList<CaseTie>> OfAsync(
        Guid caseId, string language, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<Case>().Where(row => row.Id == caseId)
            .Join(
                context.Set<DirectiveCase>(), row => row.Number, tie => tie.CaseNumber,
                (row, tie) => tie.DirectiveId)
            .Join(
                context.Set<Directive>(), id => id, one => one.Id,
                (id, one) => new { one.Id, one.Number })
            .OrderByDescending(one => one.Id).Take(ShownMax).ToListAsync(stop);
        return
        [
            .. rows.Select(one => new CaseTie(
                CommandTexts.In(language, "Case.Directive"), one.Number,
                WriteDirective.AddressOf(one.Id))),
        ];
    }
}
