using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Simulation;
using CivicLoop.Domain.Statistics;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Statistics.Contracts;

/// <summary>Hands in the figures of a demonstration city by the rules of any: who leads enters, the
/// office confirms, and what the office enters another body confirms.</summary>
internal sealed class PlayStatistics(
    EnterFigures enter, DecideFigure decide, StatisticLists lists, FindCommandBodies bodies,
    CityHolder city)
{
    // Of the running month every so many measures nothing came yet, and of another districts wait.
    private const int MissingOf = 4;
    private const int StillMissing = 3;
    private const int StillWaiting = 1;
    private const int WaitingOf = 3;

    private const int LeastCounted = 40;
    private const int MoreCounted = 400;

    private static readonly LocalText Source = new(
        "业务系统月度统计（演示数据）", "Monthly count of the system in use (demonstration)");

    private static readonly LocalText Mistake = new(
        "漏计一批，按核对后的数更正（演示数据）", "Some were not counted (demonstration)");

    private static readonly LocalText Doubt = new(
        "与系统导出数不一致，请核对（演示数据）", "Differs from the system (demonstration)");

    /// <summary>Enters and confirms the month before and the running one where nobody did; answers
    /// how many figures there are then. Errors: what the rules refuse.</summary>
    public async Task<Outcome<int>> RunAsync(long seed, CancellationToken stop = default)
    {
        if (Body("office") is not { } office || Body("headquarters") is not { } other)
        {
            return 0;
        }

        var entered = 0;
        var running = ScorePeriod.MonthAt(lists.Today);
        foreach (var month in new[] { running.Before, running })
        {
            foreach (var (n, row) in (await lists.BoardAsync(month, stop)).Index())
            {
                var isRunning = month.FirstDay == running.FirstDay;
                if (row.Counted + row.Waiting > 0
                    || (isRunning && n % MissingOf == StillMissing))
                {
                    continue;
                }

                var hands = new Hands(
                    row.Lead is { } lead ? Caller(lead, new Scope(lead.Path, null)) : office,
                    row.Lead is null ? other : office,
                    isRunning && n % MissingOf == StillWaiting);
                if (!(await PlayAsync(row, month, hands, seed, stop))
                    .Try(out var count, out var refused))
                {
                    return refused;
                }

                entered += count;
            }
        }

        return entered;
    }

    private async Task<Outcome<int>> PlayAsync(
        BoardRow row, ScorePeriod month, Hands hands, long seed, CancellationToken stop)
    {
        var units = city.Current.Areas.Districts.Select(one => one.Code).ToList();
        if (row.Edition.Length == 0)
        {
            units.AddRange((await lists.BoardAsync(month, stop)).Select(one => one.Lead?.Code)
                .OfType<string>().Distinct());
        }

        foreach (var (n, unit) in units.Index())
        {
            var draws = new SeededDraws(seed, SeededDraws.Number($"{row.Key} {unit} {month}"));
            var input = Figure(row, unit, month, draws);
            if (!(await enter.RunAsync(input, hands.Enters, stop)).Try(out var made, out var no))
            {
                return no;
            }

            var isOdd = n % WaitingOf == WaitingOf - 1;
            if (hands.SomeWait && isOdd)
            {
                // One of those was sent back, and came again.
                if (n == WaitingOf - 1 && (no = await ReturnAsync(made, input, hands, stop))
                    is not null)
                {
                    return no;
                }

                continue;
            }

            if ((no = (await decide.ConfirmAsync(made.Id, hands.Confirms, stop)).Problem
                    ?? (n == 0 && !hands.SomeWait
                        ? await MendAsync(made, hands, stop)
                        : null)) is not null)
            {
                return no;
            }
        }

        return units.Count;
    }

    private async Task<Problem?> ReturnAsync(
        StatisticFigure made, FigureInput input, Hands hands, CancellationToken stop) =>
        (await decide.ReturnAsync(made.Id, Say(Doubt), hands.Confirms, stop)).Problem
            ?? (await enter.RunAsync(input, hands.Enters, stop)).Problem;

    // The first of each measure was counted wrong at first.
    private async Task<Problem?> MendAsync(
        StatisticFigure counted, Hands hands, CancellationToken stop) =>
        (await enter.ReplaceAsync(
            counted.Id,
            new FigureInput
            {
                Part = Write(counted.Part + 1), Whole = Write(counted.Whole + 1),
                SourceName = counted.SourceName, SourceDay = TypedDay.Show(lists.Today),
                Reason = Say(Mistake),
            },
            hands.Enters, stop)).Try(out var mended, out var refused)
            ? (await decide.ConfirmAsync(mended.Id, hands.Confirms, stop)).Problem
            : refused;

    private FigureInput Figure(
        BoardRow row, string unit, ScorePeriod month, SeededDraws draws)
    {
        var whole = LeastCounted + draws.Below(MoreCounted);
        return new FigureInput
        {
            Measure = row.Key, Unit = unit, Month = $"{month}", Whole = Write(whole),
            Part = Write((long)(whole * draws.Between(0.86, 1))), SourceName = Say(Source),
            SourceDay = TypedDay.Show(lists.Today),
        };
    }

    private Caller? Body(string kind) =>
        bodies.All.FirstOrDefault(one => one.Kind == kind) is { } body
            ? Caller(body, Scope.City)
            : null;

    private static Caller Caller(Organization body, Scope scope) => new(
        $"simulation:{body.Code}", body.Code, body.Path,
        [
            new Grant(Permission.StatisticEnter, scope),
            new Grant(Permission.StatisticConfirm, scope),
        ]);

    private string Say(LocalText words) => words.In(city.Current.Language);

    private static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Who enters, and who of another body confirms.</summary>
    private sealed record Hands(Caller Enters, Caller Confirms, bool SomeWait);
}
