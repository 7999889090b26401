using System.CommandLine;
using System.Globalization;
using CivicLoop.Domain.WhatIf;
using CivicLoop.Modules.WhatIf;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop simulate what-if</c>: plays a period's real load again with staff, limits
/// or routing changed.</summary>
internal static class WhatIfCommand
{
    private const int GroupsShown = 20;

    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var from = new Option<string?>("--from")
        {
            Description = "First day as yyyy-MM-dd (default: 90 days up to --to).",
        };
        var to = new Option<string?>("--to")
        {
            Description = "Last day as yyyy-MM-dd (default: yesterday in the city).",
        };
        var staff = Many("--staff", "UNIT=+2, UNIT=-1, or UNIT=6 for six hands in all.");
        var limit = Many("--limit", "CLASS=NUMBER or CLASS.CONDITION=NUMBER, in its own unit.");
        var route = Many("--route", "CLASS@AREA=UNIT; CLASS may be how codes begin.");
        var command = new Command(
            "what-if", "Plays a period's real load again, with something changed.")
        {
            from, to, staff, limit, route, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)),
            new WhatIfQuery(
                parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(staff) ?? [],
                parsed.GetValue(limit) ?? [], parsed.GetValue(route) ?? []),
            parsed.GetValue(json), stop));
        return command;
    }

    private static Option<string[]> Many(string name, string what) => new(name)
    {
        Description = what + " May be given several times.",
    };

    private static async Task<int> RunAsync(
        CityOptions options, WhatIfQuery query, bool json, CancellationToken stop)
    {
        // Only reads, so it may run beside a program that serves the city.
        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        var outcome = await services.GetRequiredService<TryChanges>().PlayAsync(query, stop);
        if (!outcome.Try(out var answer, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        return CommandAnswers.Print(
            json, WhatIfApi.Show(answer.Ask, answer.Result), [.. Lines(answer)]);
    }

    private static IEnumerable<string> Lines(WhatIfAnswer answer)
    {
        if (answer.Result is not { } result)
        {
            return ["No case reached a unit in this period; choose another by --from and --to."];
        }

        return
        [
            Text($"{result.City.CasesBefore:N0} cases of {answer.Ask.FromDay:yyyy-MM-dd} to ")
                + Text($"{answer.Ask.ToDay:yyyy-MM-dd}, {result.Runs} runs; fit: ")
                + result.City.Fit,
            Text($"{"",-26}{"really",10}{"present",10}{"changed",10}  difference"),
            .. result.City.Measures.Select(one => Line(result.City, one)),
            "",
            "A hand is a case worked on at once; + says that they were never all busy.",
            Text($"{"unit",-26}{"cases",8}{"hands",12}{"on time",18}{"waiting h",16}  fit"),
            .. result.Units.OrderByDescending(one => one.IsAnyClear).Take(GroupsShown)
                .Select(one => Line(
                    one, result.Hands.First(hands => hands.Unit == one.Code))),
        ];
    }

    private static string Line(ComparedGroup city, ComparedMeasure one)
    {
        var seen = city.Seen.TryGetValue(one.Measure, out var was) ? was : (double?)null;
        var change = one.Change is not { } span ? ""
            : !one.IsClear ? "no clear difference"
            : $"{Show(one, span.Mean)} ({Show(one, span.Low)} to {Show(one, span.High)})";
        return Text($"{Name(one.Measure),-26}{Show(one, seen),10}")
            + Text($"{Show(one, one.Before?.Mean),10}{Show(one, one.After?.Mean),10}  {change}");
    }

    private static string Line(ComparedGroup unit, ComparedHands hands)
    {
        var spare = hands.Learned.IsNeverShort ? "+" : "";
        var learned = Text($"{hands.Learned.Count}{spare}>{hands.After}");
        return Text($"{unit.Code,-26}{unit.CasesAfter,8}{learned,12}")
            + Text($"{Pair(unit[WhatIfMeasure.OnTime]),18}")
            + Text($"{Pair(unit[WhatIfMeasure.WaitMiddle]),16}  {unit.Fit}");
    }

    private static string Pair(ComparedMeasure one) =>
        $"{Show(one, one.Before?.Mean)}>{Show(one, one.After?.Mean)}";

    private static string Show(ComparedMeasure one, double? value) => value is not { } some ? "-"
        : one.Measure == WhatIfMeasure.OnTime ? Text($"{some * 100:0.0}%")
        : Text($"{some:0.0}");

    private static string Name(WhatIfMeasure measure) => measure switch
    {
        WhatIfMeasure.OnTime => "on time",
        WhatIfMeasure.WaitMiddle => "waiting h, middle",
        WhatIfMeasure.WaitLong => "waiting h, nine in ten",
        WhatIfMeasure.DoneMiddle => "to finish h, middle",
        WhatIfMeasure.DoneLong => "to finish h, nine in ten",
        WhatIfMeasure.Left => "not done at the end",
    };

    private static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);
}
