using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>Makes the child cases of a case that is really several problems. Each child is opened
/// at once: somebody already decided that it is one.</summary>
internal sealed class SplitCase(CityHolder city, ClockRules clocks, TimeProvider time)
{
    /// <summary>More children than this are a list of tasks, not one report.</summary>
    public const int PartsMax = 10;

    /// <summary>Stores the children and names them in the action. Errors: too many parts, or a part
    /// with an unknown class.</summary>
    public async Task<Outcome<CaseAction>> WithPartsAsync(
        WriteSession session, Case before, CaseAction action, IReadOnlyList<PartInput> parts)
    {
        if (parts.Count > PartsMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "parts", PartsMax);
        }

        if (parts.Count < 2)
        {
            return action;
        }

        var now = Instants.Storable(time.GetUtcNow());
        // A case that was split, reopened and is split again goes on counting.
        var earlier = await session.Reads.Set<Case>()
            .CountAsync(row => row.ParentId == before.Id);
        var rules = await clocks.AtAsync(session.Reads, now);
        var ids = new List<Guid>();
        for (var n = 1; n <= parts.Count; n++)
        {
            var part = await OpenAsync(
                session, before, action, parts[n - 1], earlier + n, rules, now);
            if (!part.Try(out var child, out var problem))
            {
                return problem with { Field = $"parts[{n - 1}].{problem.Field}" };
            }

            ids.Add(child.Id);
        }

        return action with { Parts = ids };
    }

    private async Task<Outcome<Case>> OpenAsync(
        WriteSession session, Case parent, CaseAction action, PartInput part, int n,
        CaseRules rules, DateTimeOffset now)
    {
        var place = new PlaceInput
        {
            Class = part.Class,
            Lat = parent.Lat,
            Lon = parent.Lon,
            System = CoordinateSystem.Wgs84,
            Address = parent.Address,
        };
        if (!CaseSettings.Find(city.Current, place).Try(out var setting, out var problem))
        {
            return problem;
        }

        var report = new CaseReport
        {
            Id = Ids.New(now),
            Number = CaseNumbers.Child(parent.Number, n),
            Source = parent.Source,
            Setting = setting,
            Description = part.Description ?? parent.Description,
        };
        var opened = report.Open(action.Caller.OrganizationCode ?? "", rules, now);
        if (!opened.Try(out var decision, out var refused))
        {
            return refused;
        }

        var child = decision with
        {
            After = CaseOpening.OfPart(decision.After, parent, rules, now),
        };
        var stored = await CaseWriter.InsertAsync(
            session, child, action.Caller.Actor, said: null, now);
        await CaseIndex.KeepAsync(session, before: null, stored);
        return stored;
    }
}
