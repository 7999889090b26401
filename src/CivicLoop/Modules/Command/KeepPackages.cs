using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>A package as a form or a program says it; codes with commas, semicolons or blanks
/// between.</summary>
internal sealed record PackageInput
{
    public string? Code { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? DoesZh { get; init; }

    public string? DoesEn { get; init; }

    public string? Classes { get; init; }

    public bool IsUrgent { get; init; }

    public string? Bodies { get; init; }

    public SituationWish Wish => new(
        Code, NameZh, NameEn, DoesZh, DoesEn, CodeList.Typed(Classes), IsUrgent,
        CodeList.Typed(Bodies));
}

/// <summary>Keeps the situation packages; who keeps the command bodies does.</summary>
internal sealed class KeepPackages(
    CityDatabase database, CityHolder city, FindCommandBodies bodies, TimeProvider time)
{
    /// <summary>Enters a package, or changes the one of this code; situations that are on keep what
    /// they were switched on with. Errors: the caller may not; as
    /// <see cref="SituationPackage.Enter"/>.</summary>
    public async Task<Outcome<SituationPackage>> SaveAsync(
        PackageInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.CommandEdit)) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var before = await session.Reads.Set<SituationPackage>()
                    .FirstOrDefaultAsync(row => row.Code == (input.Code ?? "").Trim(), stop);
                if (!SituationPackage.Enter(
                        input.Wish, before, Ids.New(now), caller.Actor,
                        code => city.Current.Catalogue.Find(code) is not null,
                        code => bodies.Find(code) is not null)
                    .Try(out var after, out var unfit))
                {
                    return unfit;
                }

                if (before is null)
                {
                    await session.InsertAsync(after);
                }
                else if (!await session.UpdateAsync(after, before.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await SubjectJournal.AppendAsync(
                    session, KeepCommand.Subject, caller.Actor, "command.PackageSaved",
                    new { after.Code, after.Classes, after.IsUrgent, after.Bodies }, now);
                return (Outcome<SituationPackage>)after;
            },
            stop);
    }
}
