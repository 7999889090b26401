using CivicLoop.Domain.Cases;

namespace CivicLoop.Domain.Evidence;

/// <summary>What a picture on a case shows: before, after, or something on the way.</summary>
public enum PictureStage
{
    /// <summary>The problem, as it was reported.</summary>
    Report,

    /// <summary>What the responsible unit did.</summary>
    Rectify,

    /// <summary>What somebody else saw on site.</summary>
    Check,

    /// <summary>Anything else; never shown outside.</summary>
    Update,
}

/// <summary>Which stage a command's pictures belong to.</summary>
public static class PictureStages
{
    public static PictureStage Of(CaseCommand command) => command switch
    {
        CaseCommand.Rectify => PictureStage.Rectify,
        CaseCommand.PassCheck or CaseCommand.FailCheck or CaseCommand.ConfirmOnSite
            or CaseCommand.DenyOnSite =>
            PictureStage.Check,
        CaseCommand.Edit => PictureStage.Report,
        _ => PictureStage.Update,
    };
}
