using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Evidence.Contracts;

namespace CivicLoop.Modules.Cases;

/// <summary>Who may see a picture of a case.</summary>
internal static class PictureAccess
{
    /// <summary>Anybody: the case is not private, somebody looked at the picture and let it out,
    /// and it shows the place before or after, not a note on the way.</summary>
    public static bool IsPublic(Case row, PictureStage stage, bool isReleased) =>
        !row.IsPrivate && row.PicturesReleased && isReleased && stage != PictureStage.Update;

    /// <summary>Pictures the reporter sent; the reporter sees them whatever was released.</summary>
    public static bool IsReporters(PictureStage stage, string byActor) =>
        stage == PictureStage.Report || byActor == Caller.Reporter.Actor;

    /// <summary>Staff within their scope; the file as it was sent, with what it says of place and
    /// device, only who takes in or checks.</summary>
    public static bool MaySee(Caller caller, CaseStanding standing, PictureSize size) =>
        size == PictureSize.Original
            ? caller.May(Permission.CaseCheck, standing)
                || caller.May(Permission.CaseAccept, standing)
            : caller.May(Permission.CaseSee, standing);
}
