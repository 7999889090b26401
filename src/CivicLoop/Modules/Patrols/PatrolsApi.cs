using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Patrols;

internal sealed record PatrolPlanBody(string? From, int Weeks);

/// <summary>Beats, plans, visits, checks and coverage under <c>/api/v1/patrols</c>: all staff read,
/// who keeps the beats writes, units send their checks.</summary>
internal static class PatrolsApi
{
    private const int PageOf = 50;

    public static void MapPatrolsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/patrols/beats", BeatsAsync).WithName("ListPatrolBeats");
        api.MapGet("/patrols/beats/{beat}", BeatAsync).WithName("ShowPatrolBeat");
        api.MapPost("/patrols/beats", SaveAsync).WithName("SavePatrolBeat");
        api.MapPost("/imports/patrol-beats", ImportAsync).WithName("ImportPatrolBeats");
        api.MapPost("/patrols/beats/{beat}/end", EndAsync).WithName("EndPatrolBeat");
        api.MapPost("/patrols/beats/{beat}/places", AddAsync).WithName("AddPatrolPlace");
        api.MapPost("/patrols/beats/{beat}/places/{place}/remove", RemoveAsync)
            .WithName("RemovePatrolPlace");
        api.MapGet("/patrols/plans", PlansAsync).WithName("ListPatrolPlans");
        api.MapGet("/patrols/plans/{code}", PlanAsync).WithName("ShowPatrolPlan");
        api.MapPost("/patrols/plans", CommitAsync).WithName("PlanPatrols");
        api.MapGet("/patrols/visits", VisitsAsync).WithName("ListPatrolVisits");
        api.MapPost("/patrols/checks", CheckAsync).WithName("RecordPatrolCheck");
        api.MapGet("/patrols/coverage", CoverageAsync).WithName("ShowPatrolCoverage");
        api.MapGet("/patrols/coverage.geojson", MapAsync).WithName("MapPatrolCoverage");
    }

    /// <summary>Days as they were typed; the last two weeks where none were.</summary>
    public static Outcome<CoverageFilter> Filter(
        string? from, string? to, string? beat, DateOnly today) =>
        !TypedDay.Read(from, "from").Try(out var first, out var fault)
            || !TypedDay.Read(to, "to").Try(out var last, out fault)
            ? fault
            : new CoverageFilter(
                first.Value ?? (last.Value ?? today).AddDays(1 - ReadCoverage.DaysUsual),
                last.Value ?? today, string.IsNullOrWhiteSpace(beat) ? null : beat.Trim());

    /// <summary>Places as GeoJSON, with how they were seen.</summary>
    public static object Features(CoverageView view) => new
    {
        Type = "FeatureCollection",
        Features = view.Places.Select(one => new
        {
            Type = "Feature",
            Geometry = Shape(one.Place),
            Properties = new
            {
                Number = one.Place.Id, one.Place.Code, Name = one.Place.NameZh, one.Cover.Due,
                one.Cover.Seen,
                State = one.Cover.Missed == 0 ? "All" : one.Cover.Seen > 0 ? "Some" : "None",
            },
        }),
    };

    private static object Shape(PatrolPlace place) => place.Corners is { Count: > 0 } corners
        ? new
        {
            Type = "LineString", Coordinates = corners.Select(one => new[] { one.Lon, one.Lat }),
        }
        : new { Type = "Point", Coordinates = new[] { place.Lon, place.Lat } };

    private static Task<IResult> BeatsAsync(
        HttpContext request, string? after, int? limit, Callers callers, PatrolLists lists) =>
        PageAsync(request, callers, limit, async most =>
        {
            var page = await lists.BeatsAsync(after, most, request.RequestAborted);
            return new
            {
                Items = page.Items.Select(one => Show(one.Beat, one.Places)), page.Next,
            };
        });

    private static async Task<IResult> BeatAsync(
        HttpContext request, string beat, Callers callers, PatrolLists lists)
    {
        var refused = (await callers.OfAsync(request)).RefuseUnlessStaff();
        return ApiAnswers.Of(
            request,
            refused is not null ? refused
                : await lists.BeatAsync(beat, request.RequestAborted) is { } view ? view
                : (Outcome<BeatView>)new Problem(ProblemCode.NotFound, "beat", beat),
            view => new
            {
                Beat = Show(view.Beat, view.Places.Count), Places = view.Places.Select(Show),
            });
    }

    private static async Task<IResult> SaveAsync(
        HttpContext request, BeatInput body, Callers callers, KeepBeats keep) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(body, await callers.OfAsync(request), request.RequestAborted),
            one => Show(one, null));

    private static async Task<IResult> ImportAsync(
        HttpContext request, bool? dryRun, ImportBeats import, Callers callers,
        ProblemTexts texts)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        return await SentList.AnswerAsync(
            request, texts, dryRun, file => import.LookAsync(file, caller, stop),
            file => import.TakeAsync(file, upload: null, caller, stop),
            done => (
                done.Lines.Select(row => new TakenRowView(row.Line, row.Kind, row.Code, [])),
                done.Refused));
    }

    private static async Task<IResult> EndAsync(
        HttpContext request, string beat, Callers callers, KeepBeats keep) =>
        ApiAnswers.Of(
            request,
            await keep.EndAsync(beat, await callers.OfAsync(request), request.RequestAborted),
            one => Show(one, 0));

    private static async Task<IResult> AddAsync(
        HttpContext request, string beat, PlaceToAdd body, Callers callers, KeepBeats keep) =>
        ApiAnswers.Of(
            request,
            await keep.AddAsync(
                beat, body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> RemoveAsync(
        HttpContext request, string beat, string place, Callers callers, KeepBeats keep) =>
        ApiAnswers.Of(
            request,
            await keep.RemoveAsync(
                beat, place, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static Task<IResult> PlansAsync(
        HttpContext request, string? after, int? limit, Callers callers, PatrolLists lists) =>
        PageAsync(request, callers, limit, async most =>
        {
            var page = await lists.PlansAsync(after, most, request.RequestAborted);
            return new { Items = page.Items.Select(Show), page.Next };
        });

    // With the frame, so that a program in any language makes the plan again.
    private static async Task<IResult> PlanAsync(
        HttpContext request, string code, Callers callers, PatrolLists lists)
    {
        var refused = (await callers.OfAsync(request)).RefuseUnlessStaff();
        return ApiAnswers.Of(
            request,
            refused is not null ? refused
                : await lists.ProofAsync(code, request.RequestAborted) is { } proof ? proof
                : (Outcome<PlanProof>)new Problem(ProblemCode.NotFound, "plan", code),
            proof => new { Plan = Show(proof.Plan), proof.Plan.Frame, proof.Faults });
    }

    private static async Task<IResult> CommitAsync(
        HttpContext request, PatrolPlanBody body, Callers callers, PlanPatrols plan)
    {
        if (!TypedDay.Need(body.From, "from").Try(out var monday, out var fault))
        {
            return ApiAnswers.Of(request, fault);
        }

        return ApiAnswers.Of(
            request,
            await plan.CommitAsync(
                monday, body.Weeks, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);
    }

    // The day's plan of a unit; what lies ahead is told on its day.
    private static async Task<IResult> VisitsAsync(
        HttpContext request, string? unit, string? day, Callers callers, PatrolLists lists)
    {
        var caller = await callers.OfAsync(request);
        if (caller.RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!TypedDay.Read(day, "day").Try(out var typed, out var fault))
        {
            return ApiAnswers.Of(request, fault);
        }

        var asked = typed.Value ?? lists.Today;
        if (asked > lists.Today)
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.PatrolDayAhead, "day", TypedDay.Show(asked)));
        }

        var rows = await lists.DayAsync(
            unit ?? caller.OrganizationCode!, asked, request.RequestAborted);
        return Results.Json(new { Items = rows.Select(Show) }, ApiAnswers.Json);
    }

    private static async Task<IResult> CheckAsync(
        HttpContext request, CheckInput body, Callers callers, RecordCheck record) =>
        ApiAnswers.Of(
            request,
            await record.RunAsync(
                body, await callers.OfAsync(request), request.RequestAborted),
            one => new
            {
                one.Id, one.Result, one.SeenAt, one.ReceivedAt, Visit = one.VisitId,
                IsInTime = one.VisitId is not null, Class = one.ClassCode,
                Case = one.CaseNumber,
            });

    private static async Task<IResult> CoverageAsync(
        HttpContext request, string? from, string? to, string? beat, Callers callers,
        PatrolLists lists, ReadCoverage coverage) =>
        ApiAnswers.Of(
            request,
            await CoverAsync(request, from, to, beat, callers, lists, coverage),
            view => new
            {
                view.Total,
                Lines = view.Lines.Select(one => new
                {
                    Beat = one.Beat.Code, one.FromHour, one.ToHour, one.Total, one.Days,
                }),
                Places = view.Places.Select(one => new
                {
                    one.Place.Id, one.Place.Code, Name = one.Place.NameZh, one.Cover.Due,
                    one.Cover.Seen, one.Cover.Missed,
                }),
            });

    private static async Task<IResult> MapAsync(
        HttpContext request, string? from, string? to, string? beat, Callers callers,
        PatrolLists lists, ReadCoverage coverage) =>
        ApiAnswers.Of(
            request, await CoverAsync(request, from, to, beat, callers, lists, coverage),
            Features);

    private static async Task<Outcome<CoverageView>> CoverAsync(
        HttpContext request, string? from, string? to, string? beat, Callers callers,
        PatrolLists lists, ReadCoverage coverage) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused ? refused
        : Filter(from, to, beat, lists.Today).Try(out var filter, out var fault)
            ? await coverage.RunAsync(filter, request.RequestAborted)
            : fault;

    private static async Task<IResult> PageAsync<T>(
        HttpContext request, Callers callers, int? limit, Func<int, Task<T>> read)
    {
        var refused = (await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, PatrolLists.PageMax);
        return refused is not null
            ? ApiAnswers.Of(request, refused)
            : Results.Json(await read(limit ?? PageOf), ApiAnswers.Json);
    }

    private static object Show(PatrolBeat one, int? places) => new
    {
        Beat = one.Code, one.NameZh, one.NameEn, Units = one.UnitCodes, one.Wants, one.State,
        one.Version, Places = places,
    };

    private static object Show(PatrolPlace one) => new
    {
        one.Id, one.Code, one.Kind, one.NameZh, one.NameEn, one.Lon, one.Lat, one.Course,
        one.RemovedDay,
    };

    private static object Show(PatrolPlan one) => new
    {
        one.Code, From = one.FromDay, To = one.ToDay, one.Visits, one.FrameHash,
        one.SecretHash, one.VisitsHash, one.Secret, one.MadeAt, one.RevealedAt,
    };

    private static object Show(VisitRow one) => new
    {
        one.Visit.Id, one.Beat, Place = one.Place.Code, one.Place.NameZh, one.Place.NameEn,
        one.Place.Lon, one.Place.Lat, one.Visit.Day, one.Visit.FromMinute, one.Visit.ToMinute,
        one.Visit.AtMinute, one.Visit.SeenAt,
    };
}
