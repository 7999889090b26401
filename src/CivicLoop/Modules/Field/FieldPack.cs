using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Field;

/// <summary>A class of problems as the phone needs it to report one.</summary>
/// <param name="PhotoReason">Why a checker's picture is needed; null where none is.</param>
internal sealed record FieldClass(
    string Code, LocalText Name, LocalText Group, string Keywords, LocalText? PhotoReason);

/// <summary>A case as the phone keeps it.</summary>
/// <param name="Pictures">Ids of the pictures of the report, to be looked at on site.</param>
internal sealed record FieldCase(CaseView Case, IReadOnlyList<string> Pictures);

/// <summary>What waits for this person on site, the most urgent first.</summary>
/// <param name="More">True where not all of it is in the download.</param>
internal sealed record FieldWork(string Duty, IReadOnlyList<FieldCase> Cases, bool More);

/// <summary>Everything a phone needs for a day without a network.</summary>
/// <param name="Name">Of whom it stands in the name, so that somebody a phone was passed on to sees
/// it; null for programs.</param>
internal sealed record FieldPackView(
    DateTimeOffset At, LocalText City, string Actor, string? Name, LocalText? Organization,
    IReadOnlyList<FieldClass> Classes, IReadOnlyList<FieldWork> Work, FieldDay Inspections,
    IReadOnlyList<WaitingBroadcast> Broadcasts);

/// <summary>Packs what a person needs on site in one download.</summary>
internal sealed class FieldPack(
    CityHolder city, CaseLists lists, Pictures pictures, FieldVisits visits,
    BroadcastReceipts broadcasts, TimeProvider time)
{
    /// <summary>Cases of one worklist: more than anybody reaches in a day.</summary>
    public const int CasesMax = 40;

    // Worklists whose work is done where the problem is.
    private static readonly string[] OnSite = ["verify", "rectify", "check"];

    /// <summary>Error: the caller is nobody of the city's staff.</summary>
    public async Task<Outcome<FieldPackView>> OfAsync(
        Caller caller, string? name, CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is { } refused)
        {
            return refused;
        }

        var model = city.Current;
        var now = time.GetUtcNow();
        var work = new List<FieldWork>();
        foreach (var duty in OnSite.Select(name => Duty.Find(name)!)
            .Where(duty => caller.MaySomewhere(duty.Permission)))
        {
            var page = await lists.DutyAsync(
                duty, caller, new CaseFilter(), after: null, CasesMax, stop);
            var shown = await pictures.OfReportsAsync(
                [.. page.Items.Select(row => row.Id)], stop);
            work.Add(new FieldWork(
                duty.Name,
                [
                    .. page.Items.Select(row => new FieldCase(
                        CaseView.Of(row, model, now, caller), [.. shown[row.Id]])),
                ],
                page.Next is not null));
        }

        return new FieldPackView(
            now, model.Identity.Name, caller.Actor, name,
            model.Organizations.Find(caller.OrganizationCode)?.Name,
            [
                .. model.Catalogue.Groups.SelectMany(group => group.Classes)
                    .Select(one => new FieldClass(
                        one.Code, one.Name, one.Group, one.Keywords, one.PhotoReason)),
            ],
            work, await visits.OfAsync(caller, stop),
            await broadcasts.WaitingAsync(caller, stop));
    }
}
