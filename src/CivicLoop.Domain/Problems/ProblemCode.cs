namespace CivicLoop.Domain.Problems;

/// <summary>The catalogue of everything CivicLoop refuses. The first three digits are the HTTP
/// status, so that the number alone tells an integrator what kind of answer it is; texts with the
/// fix stand in the resource <c>ProblemTexts</c> under the code's name.</summary>
public enum ProblemCode
{
    // 400: the input is not usable
    FieldRequired = 40001,
    FieldTooLong = 40002,
    FieldInvalid = 40003,
    PositionIncomplete = 40004,
    PositionOutsideCity = 40005,
    PositionOutOfRange = 40006,
    DateWithoutZone = 40007,
    UnknownClass = 40008,
    UnknownValue = 40009,
    UnknownCoordinateSystem = 40010,
    LimitTooLarge = 40011,
    TextNotUtf8 = 40012,
    ColumnMissing = 40013,
    DateRangeInvalid = 40014,
    DateOrder = 40015,
    NoCalendarForYear = 40016,
    FileMissing = 40017,
    UnsupportedFileType = 40018,
    PictureDamaged = 40019,
    PictureTooManyPixels = 40020,
    PictureHeic = 40021,
    PasswordWeak = 40022,
    CodeWrong = 40023,
    LocalTimeSkipped = 40030,
    FileEmpty = 40031,
    FileNotGzip = 40032,
    BackupDamaged = 40033,
    FileUnreadable = 40034,
    RowRepeated = 40035,
    ShapesFaulty = 40036,

    // 401/403: who is asking
    SignInRequired = 40101,
    SignInFailed = 40102,
    SignInLocked = 40103,
    TokenInvalid = 40104,
    KeyInvalid = 40301,
    NotPermitted = 40302,
    OutsideScope = 40303,
    CheckedByDoer = 40304,
    LinkExpired = 40305,
    SecondFactorNeeded = 40306,
    AccountLinkExpired = 40307,

    // 404: it is not there (or not for this person)
    NotFound = 40401,

    // 409: it does not fit what already is
    CommandNotAllowedNow = 40901,
    ChangedMeanwhile = 40902,
    IdempotencyKeyReused = 40903,
    AlreadyExists = 40904,
    MergeIntoItself = 40905,
    LimitAlreadyPast = 40906,
    AlreadyExtended = 40907,
    FolderInUse = 40908,
    DataNewerThanProgram = 40909,
    UnitNotKnown = 40910,
    ReturnWindowPast = 40911,
    DutyUnclear = 40912,
    CityExists = 40913,
    PortTaken = 40929,
    FolderNotEmpty = 40930,
    DutiesSeparated = 40914,
    OrganizationInUse = 40915,
    OrganizationMisplaced = 40916,
    TakeBackPast = 40941,
    CasesTooFew = 40931,

    // 413/429/503: too much, or not now
    FileTooLarge = 41301,
    UploadTooLarge = 41302,
    TooManyRequests = 42901,
    DatabaseUnavailable = 50301,
    DiskFull = 50701,
    Unexpected = 50001,
    ToolMissing = 50002,
    ToolFailed = 50003,
    BackupFailed = 50004,
}
