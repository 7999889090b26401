using CivicLoop.Domain.Evidence;

namespace CivicLoop.Modules.Evidence.Contracts;

/// <summary>A picture the city has taken in.</summary>
internal sealed record StoredPicture(string Id, int Width, int Height);

/// <summary>A picture on a case, with what only staff may read of it.</summary>
internal sealed record AttachedPicture(
    int N, string Id, PictureStage Stage, DateTimeOffset AttachedAt, string ByActor,
    bool IsReleased, int Width, int Height, DateTimeOffset? TakenAt, double? Lon, double? Lat,
    string? Device)
{
    /// <summary>Stages that may be shown outside once released.</summary>
    public bool MayBePublic => Stage != PictureStage.Update;
}

/// <summary>A picture anybody may see, the case it stands on, and what it shows of it.</summary>
internal sealed record ReleasedPicture(Guid CaseId, string PictureId, PictureStage Stage);

/// <summary>A picture of a case that was used before, and where.</summary>
internal sealed record FlaggedPicture(
    int N, Guid EarlierCaseId, int EarlierN, string EarlierPictureId, PictureStage EarlierStage,
    DateTimeOffset EarlierAt, PictureFlagKind Kind, int Distance);

/// <summary>One place a picture stands at.</summary>
internal sealed record PictureUse(
    Guid CaseId, PictureStage Stage, string ByActor, bool IsReleased);

/// <summary>Which copy of a picture is asked for.</summary>
internal enum PictureSize
{
    Thumb,
    Public,
    Original,
}

/// <summary>A picture's bytes and the type they are served with.</summary>
internal sealed record OpenedPicture(Stream Content, string ContentType);
