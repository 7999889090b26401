using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Command.Contracts;

/// <summary>A heavy rain that is over and an assessment day that is on, in a demonstration city; by
/// the rules of any.</summary>
internal sealed class PlaySituations(
    KeepSituations keep, SituationLists lists, FindCommandBodies bodies, CityHolder city,
    TimeProvider time)
{
    private const string Past = "heavy-rain";
    private const string Present = "assessment-day";
    private const int HoursPast = 12;
    private const int HoursPresent = 20;

    /// <summary>Switches the first on, by the clock at hand; null when it is played, or where there
    /// is no such package.</summary>
    public Task<Problem?> RainAsync(CancellationToken stop = default) =>
        BeginAsync(Past, HoursPast, stop);

    /// <summary>Switches the first off and the second on.</summary>
    public async Task<Problem?> TodayAsync(CancellationToken stop = default)
    {
        foreach (var one in await lists.RunningAsync(stop))
        {
            var ended = await keep.EndAsync(
                one.Situation.Id, Say(one.Situation.PackageCode, "Words"), Caller()!, stop);
            if (ended.Problem is { } refused)
            {
                return refused;
            }
        }

        return await BeginAsync(Present, HoursPresent, stop);
    }

    private async Task<Problem?> BeginAsync(string package, int hours, CancellationToken stop) =>
        Caller() is not { } caller
            || (await lists.PackagesAsync(stop)).All(row => row.Code != package)
            ? null
            : (await keep.BeginAsync(
                package, Say(package, "Reason"),
                time.GetUtcNow().AddHours(hours).ToString("O", CultureInfo.InvariantCulture),
                caller, stop)).Problem;

    private Caller? Caller() =>
        bodies.All.FirstOrDefault(one => one.Kind == "office") is { } body
            ? new Caller(
                "simulation:office", body.Code, body.Path,
                [new Grant(Permission.DirectiveIssue, Scope.City)])
            : null;

    private string Say(string package, string what) =>
        CommandTexts.In(city.Current.Language, $"Play.Situation.{package}.{what}");
}
