using System.CommandLine;
using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Commands;

/// <summary><c>civicloop verify coverage</c>: proves that somebody answers for every criterion,
/// kind of sites, site, area and category.</summary>
internal static class VerifyCoverageCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var edition = new Option<string?>("--edition")
        {
            Description = "One edition, even a draft (default: those that hold on the day).",
        };
        var day = new Option<string?>("--day")
        {
            Description = "Day as yyyy-MM-dd (default: today in the city).",
        };
        var command = new Command("coverage", "Lists what nobody answers for; 0 if nothing.")
        {
            edition, day, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(edition),
            parsed.GetValue(day), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, string? edition, string? day, bool json, CancellationToken stop)
    {
        if (!TypedDay.Read(day, "day").Try(out var asked, out var fault))
        {
            return CommandAnswers.Refuse(fault);
        }

        // Only reads, so it may run beside a program that serves the city.
        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        var outcome = await services.GetRequiredService<ProveCoverage>().RunAsync(
            edition, asked.Value ?? services.GetRequiredService<FindDuties>().Today, stop);
        if (!outcome.Try(out var report, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        CommandAnswers.Print(
            json, report,
            [
                .. report.Gaps.Select(Line),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Criteria} criteria in {report.Districts} districts, "
                    + $"{report.SiteKinds} kinds of sites, {report.Sites} sites, "
                    + $"{report.Areas} areas, {report.Categories} categories on "
                    + $"{report.Day:yyyy-MM-dd}: ")
                    + (report.IsProved
                        ? "somebody answers for all"
                        : $"{report.Gaps.Count} gaps"),
            ]);
        return report.IsProved ? 0 : CommandAnswers.Failed;
    }

    private static string Line(CoverageGap gap)
    {
        var edition = gap.Topic.EditionCode.Length == 0 ? "" : $"{gap.Topic.EditionCode} ";
        var area = gap.AreaCode is null ? "" : $" in {gap.AreaCode}";
        return $"{gap.Reason}: {gap.Topic.Kind} {edition}{gap.Topic.Code}{area}; "
            + $"name a {gap.Missing}";
    }
}
