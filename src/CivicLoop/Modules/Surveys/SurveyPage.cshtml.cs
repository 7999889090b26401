using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Surveys;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>An item as a form sends it.</summary>
internal sealed record ItemForm
{
    private static readonly char[] Between = [' ', ',', '，', '、', '/'];

    public string? TextZh { get; init; }

    public string? TextEn { get; init; }

    public SurveyItemKind Kind { get; init; } = SurveyItemKind.FiveStep;

    public string? Points { get; init; }

    public string? Measure { get; init; }

    public bool MayLeaveOut { get; init; }

    /// <summary>Errors: a text that is missing; points that are no numbers.</summary>
    public Outcome<SurveyItem> Read(Questionnaire asked)
    {
        if ((TextRule.Needed(TextZh, "textZh", Questionnaire.ItemMax)
            ?? TextRule.Needed(TextEn, "textEn", Questionnaire.ItemMax)) is { } missing)
        {
            return missing;
        }

        var points = new List<int>();
        foreach (var one in (Points ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            {
                return new Problem(ProblemCode.FieldInvalid, "points", one);
            }

            points.Add(n);
        }

        return new SurveyItem(
            NewCode(asked), new LocalText(TextZh!.Trim(), TextEn!.Trim()), Kind,
            points.Count == 0 ? SurveyItem.UsualPoints(Kind) : points, !MayLeaveOut,
            TextRule.Blank(Measure));
    }

    private static string NewCode(Questionnaire asked) => Enumerable
        .Range(asked.Items.Count + 1, Questionnaire.ItemsMax + 1).Select(n => $"Q{n}")
        .First(code => asked.Items.All(one => one.Code != code));
}

/// <summary>One survey: its questions, how far it is, and for who writes it everything that can be
/// done with it.</summary>
internal sealed class SurveyPage(
    SurveyLists lists, KeepSurveys keep, RunSurvey run, MakeCodes codes, EditionLists editions,
    CityHolder city, CityOptions options, Callers callers) : PageModel
{
    private const int UsualDays = 30;
    private const int EditionsMax = 50;

    public Survey Survey { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    public bool MayInterview { get; private set; }

    public SurveyResponse Came { get; private set; } = new(0, 0, 0, 0, 0, 0, 0);

    public IReadOnlyList<Fulfilment> Fulfilled { get; private set; } = [];

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    /// <summary>Which form the problem is about.</summary>
    public string Form { get; private set; } = "";

    public HeadForm Head { get; private set; } = new();

    public ItemForm Item { get; private set; } = new();

    public string? Bands { get; private set; }

    public string? Strata { get; private set; }

    public string? Count { get; private set; } = "100";

    public string? NextFrom { get; private set; }

    public string? NextUntil { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string survey) =>
        await ReadAsync(survey) ? Page() : NotFound();

    public Task<IActionResult> OnPostAsync(
        string survey, [FromForm] HeadForm typed, [FromForm] long version) =>
        ChangeAsync(survey, version, "head", asked => typed.Read(asked), () => Head = typed);

    public Task<IActionResult> OnPostItemAsync(
        string survey, [FromForm] ItemForm typed, [FromForm] long version) =>
        ChangeAsync(
            survey, version, "item",
            asked => typed.Read(asked).Try(out var item, out var wrong)
                ? asked with { Items = [.. asked.Items, item] }
                : wrong,
            () => Item = typed);

    public Task<IActionResult> OnPostDropAsync(
        string survey, [FromForm] string? item, [FromForm] long version) =>
        ChangeAsync(
            survey, version, "drop",
            asked => asked with { Items = [.. asked.Items.Where(one => one.Code != item)] });

    public Task<IActionResult> OnPostStrataAsync(
        string survey, [FromForm] string? bands, [FromForm] string? strata,
        [FromForm] long version) =>
        ChangeAsync(
            survey, version, "strata",
            asked => !StrataText.Bands(bands).Try(out var classes, out var wrong)
                || !StrataText.Strata(strata, city.Current.Areas.Districts)
                    .Try(out var rows, out wrong)
                    ? wrong
                    : asked with { Bands = classes, Strata = rows },
            () => (Bands, Strata) = (bands, strata));

    public async Task<IActionResult> OnPostStartAsync(string survey) =>
        await EndAsync(survey, "start", await run.StartAsync(
            survey, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostCloseAsync(string survey) =>
        await EndAsync(survey, "close", await run.CloseAsync(
            survey, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostCopyAsync(
        string survey, [FromForm] string? from, [FromForm] string? until) =>
        await EndAsync(
            survey, "copy",
            TypedDay.Need(from, "from").Try(out var first, out var problem)
                && TypedDay.Need(until, "until").Try(out var last, out problem)
                ? await keep.CopyAsync(
                    survey, first, last, await callers.OfAsync(HttpContext),
                    HttpContext.RequestAborted)
                : problem,
            () => (NextFrom, NextUntil) = (from, until));

    /// <summary>The codes as a file: they are told this once.</summary>
    public async Task<IActionResult> OnPostCodesAsync(string survey, [FromForm] int count)
    {
        var made = await codes.RunAsync(
            survey, count, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (!made.Try(out var list, out var problem))
        {
            return await EndAsync(survey, "codes", problem, () => Count = $"{count}");
        }

        var root = PublicRoot.Of(HttpContext, options);
        return File(
            SheetFile.WriteCsv(
                ["code", "address"],
                list.Select(one => (IReadOnlyList<object?>)
                    [one, root + AnswerPage.AddressOf(one)])),
            ResultSheet.CsvType, $"{survey}-codes.csv");
    }

    private async Task<IActionResult> ChangeAsync(
        string key, long version, string form,
        Func<Questionnaire, Outcome<Questionnaire>> change, Action? keepTyped = null)
    {
        var caller = await callers.OfAsync(HttpContext);
        var stop = HttpContext.RequestAborted;
        var outcome = (await lists.SeenAsync(key, caller, stop))
                .Try(out var survey, out var problem)
            && change(survey.Asked).Try(out var asked, out problem)
            ? await keep.SaveAsync(key, asked, version, caller, stop)
            : problem;
        return await EndAsync(key, form, outcome, keepTyped);
    }

    private async Task<IActionResult> EndAsync(
        string key, string form, Outcome<Survey> outcome, Action? keepTyped = null)
    {
        if (outcome.Try(out var done, out var problem))
        {
            return LocalRedirect($"{SurveysPage.Here}/{done.Key}?done=true");
        }

        if (!await ReadAsync(key))
        {
            return NotFound();
        }

        keepTyped?.Invoke();
        (Problem, Form) = (problem, form);
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private async Task<bool> ReadAsync(string key)
    {
        var caller = await callers.OfAsync(HttpContext);
        var stop = HttpContext.RequestAborted;
        if (!(await lists.SeenAsync(key, caller, stop)).Try(out var survey, out _))
        {
            return false;
        }

        Survey = survey;
        MayEdit = caller.MaySomewhere(Permission.SurveyEdit);
        MayInterview = caller.MaySomewhere(Permission.SurveyInterview);
        Head = HeadForm.Of(survey.Asked);
        Bands = StrataText.Show(survey.Asked.Bands);
        Strata = StrataText.Show(survey.Asked.Strata, city.Current.Areas.Districts);
        NextFrom = TypedDay.Show(lists.Today);
        NextUntil = TypedDay.Show(lists.Today.AddDays(UsualDays));
        if (survey.State == SurveyState.Running)
        {
            Came = await lists.ResponseAsync(survey, stop);
            Fulfilled = await lists.FulfilledAsync(survey, stop);
        }

        Editions = MayEdit && survey.State == SurveyState.Draft
            ? (await editions.EditionsAsync(null, EditionsMax, stop)).Items
            : [];
        return true;
    }
}
