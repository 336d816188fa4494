# What the scripts and manifests of the repository are held against: ./build.ps1 -Task Analyze
@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning')

    # It does not see that the functions of a script use the script's parameters.
    ExcludeRules        = @('PSReviewUnusedParameter')
    Rules               = @{
        PSAvoidExclaimOperator             = @{ Enable = $true }
        PSAvoidSemicolonsAsLineTerminators = @{ Enable = $true }
        PSPlaceCloseBrace                  = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
        PSPlaceOpenBrace                   = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $false; IgnoreOneLineBlock = $true }
        PSUseCompatibleSyntax              = @{ Enable = $true; TargetVersions = @('5.1', '7.4', '7.6') }
        PSUseConsistentWhitespace          = @{ Enable = $true; CheckInnerBrace = $true; CheckOpenBrace = $true; CheckOpenParen = $true; CheckOperator = $false; CheckPipe = $true; CheckSeparator = $true }
    }
}
