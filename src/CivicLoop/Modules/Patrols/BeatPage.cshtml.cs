using System.Globalization;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>A want as the form shows it.</summary>
internal sealed record WantRow(string Days, string From, string To, string Times, string Per);

/// <summary>One beat: its units, wants and places; who keeps the beats changes them.</summary>
internal sealed class BeatPage(PatrolLists lists, KeepBeats keep, Callers callers) : PageModel
{
    public const string Here = "/console/patrols/beat";

    private const int RowsMin = 3;

    public static string[] DayChoices { get; } =
        ["1234567", "12345", "67", "1", "2", "3", "4", "5", "6", "7"];

    public BeatView? View { get; private set; }

    public BeatInput Typed { get; private set; } = new();

    public PlaceToAdd Place { get; private set; } = new();

    public IReadOnlyList<WantRow> WantRows { get; private set; } = [];

    public bool MayAct { get; private set; }

    public bool Done { get; private set; }

    /// <summary>The form a problem is about.</summary>
    public string? Form { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>The problem as far as it is one of a form.</summary>
    public Problem? ProblemOf(string form) => Form == form ? Problem : null;

    public async Task<IActionResult> OnGetAsync([FromQuery] string? beat, [FromQuery] bool done)
    {
        Done = done;
        if (!await ReadAsync(beat))
        {
            return NotFound();
        }

        return View is null && !MayAct ? LocalRedirect(BeatsPage.Here) : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] string? beat)
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var rows = Enumerable.Range(0, PatrolRules.WantsMax)
            .Where(n => form.ContainsKey($"days{n}"))
            .Select(n => new WantRow(
                form[$"days{n}"].ToString(), form[$"from{n}"].ToString(),
                form[$"to{n}"].ToString(), form[$"times{n}"].ToString(),
                form[$"per{n}"].ToString()))
            .ToList();
        Typed = new BeatInput
        {
            Beat = string.IsNullOrEmpty(beat) ? form["code"].ToString() : beat,
            NameZh = form["nameZh"],
            NameEn = form["nameEn"],
            Units = form["units"],
            Wants = string.Join(';', rows.Where(row => row.Days.Length > 0).Select(row =>
                $"{row.Days} {row.From}-{row.To} {row.Times}/{row.Per}")),
        };
        var outcome = await keep.SaveAsync(
            Typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return await AnswerAsync(
            outcome.Problem is null ? outcome.Value.Code : beat, "save", outcome.Problem, rows);
    }

    public async Task<IActionResult> OnPostAddAsync(
        [FromQuery] string beat, [FromForm] PlaceToAdd typed, [FromForm] string? streetZh,
        [FromForm] string? streetEn)
    {
        Place = typed with { NameZh = streetZh, NameEn = streetEn };
        var outcome = await keep.AddAsync(
            beat, Place, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return await AnswerAsync(beat, "add", outcome.Problem);
    }

    public async Task<IActionResult> OnPostRemoveAsync(
        [FromQuery] string beat, [FromForm] string place)
    {
        var outcome = await keep.RemoveAsync(
            beat, place, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return await AnswerAsync(beat, "remove", outcome.Problem);
    }

    public async Task<IActionResult> OnPostEndAsync([FromQuery] string beat)
    {
        var outcome = await keep.EndAsync(
            beat, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return await AnswerAsync(beat, "end", outcome.Problem);
    }

    private async Task<IActionResult> AnswerAsync(
        string? beat, string form, Problem? problem, IReadOnlyList<WantRow>? rows = null)
    {
        if (problem is null)
        {
            return LocalRedirect($"{Here}?beat={Uri.EscapeDataString(beat ?? "")}&done=true");
        }

        (Problem, Form) = (problem, form);
        Response.StatusCode = problem.Code.HttpStatus();
        var typed = Typed;
        if (!await ReadAsync(beat))
        {
            return NotFound();
        }

        if (rows is not null)
        {
            (Typed, WantRows) = (typed, rows);
        }

        return Page();
    }

    private async Task<bool> ReadAsync(string? code)
    {
        View = string.IsNullOrEmpty(code)
            ? null
            : await lists.BeatAsync(code, HttpContext.RequestAborted);
        if (View is null && !string.IsNullOrEmpty(code))
        {
            return false;
        }

        var beat = View?.Beat;
        MayAct = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.PatrolKeep)
            && beat?.State != BeatState.Ended;
        Typed = new BeatInput
        {
            NameZh = beat?.NameZh, NameEn = beat?.NameEn,
            Units = beat is null ? null : string.Join(", ", beat.UnitCodes),
        };
        var wants = PatrolWant.ParseAll(beat?.Wants).Value;
        WantRows =
        [
            .. wants.Select(want => new WantRow(
                want.Days, Text(want.FromHour), Text(want.ToHour), Text(want.Times),
                want.Per == WantPeriod.Day ? "day" : "week")),
            .. Enumerable.Repeat(
                new WantRow("", "", "", "", "day"),
                Math.Max(wants.Count < PatrolRules.WantsMax ? 1 : 0, RowsMin - wants.Count)),
        ];
        return true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
